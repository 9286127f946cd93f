package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What root's scripts do to names in directories of postgres, while postgres exchanges these names:
 * nothing of root's becomes anybody else's.
 */
final class RootScriptsIT {
  private static final int TRIES = 60;

  /** What the script leaves is taken away, or it would have nothing to do the next time. */
  private static final String ATTACK =
      """
      cd /base/pg
      while [ ! -e /run/stop ]; do
        ln -s /root/mine main; rm main
        [ ! -d main ] || rmdir main
        EXCHANGE
      done
      """;

  private static final String RACE =
      """
      postgres() { setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; }
      postgres bash /attack 2>/dev/null &
      attack=$!
      for try in $(seq %d); do
        "$@" 2>>/run/said || echo failed >>/run/outcomes
        echo tried >>/run/outcomes
      done
      touch /run/stop
      wait "$attack" || true
      """
          .formatted(TRIES);

  private final Machine machine = IsolatedRoot.over(DebianRoot.HOST);

  @BeforeEach
  void install() throws IOException {
    machine.run("install", "-d", "-m", "0700", "/root/mine", "/root/mine/main").succeeded();
    machine.run("install", "-d", "-o", "postgres", "/base", "/base/pg").succeeded();
    String library = Files.readString(Path.of("templates/make-directory.sh"));
    machine.write("/make", library + "make_directory /base/pg/main 0700\n");
    machine.write(
        "/bootstrap",
        "DATA=/base/pg/main NEEDED=\n"
            + library
            + Files.readString(Path.of("templates/wal.sh"))
            + Files.readString(Path.of("templates/bootstrap.sh")));
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void aDirectoryIsMadeWhileItsNameIsExchanged() {
    race("", "bash", "/bootstrap", "prepare");
  }

  @Test
  void aDirectoryIsMadeWhileTheOneAboveIsExchanged() {
    race("cd /base; mv pg x; ln -s /root/mine pg; rm pg; mv x pg; cd pg", "bash", "/make");
  }

  /** The mark is in root's directory, too: what goes there by name would remove all of it. */
  @Test
  void whatWasRestoredBesideIsRemovedWhileItsNameIsExchanged() throws IOException {
    String mark = "restored by pgbackrest-restore --beside /base/pg/main";
    machine.write("/root/mine/.pgbackrest-beside", mark + "\n");
    machine.write(
        "/beside",
        "RESTORE_FACTS='{\"notes\": \"/notes\", \"repositories\": [], \"stanzas\": {}}'\n"
            + parts());
    String exchange =
        """
        mkdir main; echo '%s' >main/.pgbackrest-beside
        mv main x; ln -s /root/mine main; rm main; mv x main
        mv main x; ln -s /root/mine main; rm main; rm -rf x\
        """
            .formatted(mark);

    attack(exchange, "bash", "/beside", "--beside", "/base/pg/main", "--remove");

    assertThat(machine.run("ls", "-A", "/root/mine").succeeded())
        .as(machine.read("/run/said"))
        .isEqualTo(".pgbackrest-beside\nmain\n");
  }

  /** What was in the tablespace is kept: in root's directory there is one of the same name. */
  @Test
  void aTablespaceIsKeptWhileItsDirectoryIsExchanged() {
    machine.run("mkdir", "/root/mine/PG_17_1").succeeded();
    machine.write(
        "/keep",
        "RESTORE_FACTS='{\"stanzas\": {\"main\": {\"version\": \"17\"}}}'\n"
            + parts().replaceFirst("\nmain \"\\$@\"\n$", "\n")
            + "stanza=main stamp=now data=/data\nkeep /base/pg/main x\nclear_tablespaces\n"
            + "clears=(/base/pg/main/PG_17_1) keeps=()\nclear_tablespaces\n");
    String exchange =
        """
        mkdir -p main/PG_17_1
        mv main x; ln -s /root/mine main; rm main; mv x main; rm -rf main\
        """;

    attack(exchange, "bash", "/keep");

    assertThat(machine.run("ls", "-A", "/root/mine").succeeded())
        .as(machine.read("/run/said"))
        .isEqualTo("PG_17_1\nmain\n");
  }

  @Test
  void aDirectoryOfRootIsMadeUseOfAsRootAlone() {
    machine.run("chown", "root", "/base/pg").succeeded();

    assertThat(machine.run("bash", "/make").succeeded()).isEmpty();

    assertThat(owners("/base/pg /base/pg/main"))
        .isEqualTo("root 755 /base/pg\npostgres 700 /base/pg/main\n");
  }

  @Test
  void rootGoesNowhereThatALinkLeadsTo() {
    machine.run("chown", "root", "/root/mine").succeeded();
    machine.run("rmdir", "/base/pg", "/root/mine/main").succeeded();
    machine.run("ln", "-s", "/root/mine", "/base/pg").succeeded();

    assertThat(machine.run("bash", "/make").everything())
        .contains("/base/pg leads to /root/mine, which belongs to root");
    assertThat(machine.run("ls", "-A", "/root/mine").succeeded()).isEmpty();
  }

  private void race(String exchange, String... script) {
    attack(exchange, script);
    assertThat(owners("/root /root/mine /root/mine/main"))
        .as(machine.read("/run/said"))
        .isEqualTo("root 700 /root\nroot 700 /root/mine\nroot 700 /root/mine/main\n");
    assertThat(machine.run("ls", "-A", "/root/mine").succeeded()).isEqualTo("main\n");
  }

  private void attack(String exchange, String... script) {
    machine.write("/attack", ATTACK.replace("EXCHANGE", exchange.isEmpty() ? ":" : exchange));
    String[] command = new String[4 + script.length];
    System.arraycopy(new String[] {"bash", "-c", RACE, "race"}, 0, command, 0, 4);
    System.arraycopy(script, 0, command, 4, script.length);
    machine.run(command).succeeded();

    assertThat(machine.read("/run/outcomes").lines().filter("tried"::equals)).hasSize(TRIES);
  }

  /** The restore command, but for the facts. */
  private static String parts() {
    return Stream.of("make-directory", "wal", "beside", "tablespaces", "restore")
        .map(name -> read(Path.of("templates", name + ".sh")))
        .collect(Collectors.joining());
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String owners(String paths) {
    return machine.run("sh", "-c", "stat --format='%U %a %n' " + paths).succeeded();
  }
}
