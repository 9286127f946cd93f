package io.github.pgbackrest2nix.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import io.github.pgbackrest2nix.testing.IsolatedRoot;
import io.github.pgbackrest2nix.testing.Machine;
import io.github.pgbackrest2nix.testing.Outcome;
import io.github.pgbackrest2nix.testing.RenderedHost;
import io.github.pgbackrest2nix.testing.StandInSystemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rendered script that makes secrets part of the configuration, on files of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CredentialsScriptIT {
  private static final String VARIABLE = "AWS_ACCESS_KEY_ID";
  private static final String VARIABLES = "/run/secrets/restic/r2-prod-env";
  private static final String SECRET = "/run/secrets/r2-secret";
  private static final String FOLDER = "/run/pgbackrest-conf.d";
  private static final String UNIT = "pgbackrest-credentials.service";

  private static final String SHELL =
      "has characters that a shell would not take literally; put the whole value in single quotes";
  private static final String OWN_FILE = "; give the secret a file of its own";

  private final Machine machine = IsolatedRoot.over(DebianRoot.HOST);
  private final StandInSystemd systemd = new StandInSystemd(machine);

  @BeforeAll
  void install(@TempDir Path scratch) throws IOException {
    // One secret of each kind: a variable of a file, and a whole file.
    String description =
        Files.readString(Path.of("examples/forge/forge.yaml"))
            .replaceFirst("keySecret: \\{.*}", "keySecret: { file: " + SECRET + " }");
    RenderedHost host =
        RenderedHost.of(description, "2.58.0", "{ %s }".formatted(DescribedHost.TEMPLATE), scratch);
    var postgres = new StandInSystemd.PostgresPlace(16, "/var/lib/postgresql/16/main");
    StandInSystemd.install(machine, host, postgres);
  }

  @AfterAll
  void close() {
    machine.close();
  }

  /**
   * A file with a secret.
   *
   * @param text KEY stands for the variable's name
   * @param outcome the value that is read, or why it is refused
   */
  record Case(String text, String outcome) {
    @Override
    public String toString() {
      return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    String file() {
      return text.replace("KEY", VARIABLE);
    }
  }

  static List<Case> readableVariables() {
    return List.of(
        new Case("KEY=abc", "abc"),
        new Case("KEY=abc+/=\n", "abc+/="),
        new Case("KEY=a=b#c\n", "a=b#c"),
        new Case("KEY='abc'\n", "abc"),
        new Case("KEY=\"abc\"\n", "abc"),
        new Case("KEY='a b$c`d\"e;f'\n", "a b$c`d\"e;f"),
        new Case("KEY=\"a b'c&d\"\n", "a b'c&d"),
        new Case("export KEY=abc\n", "abc"),
        new Case("export \t KEY=abc\n", "abc"),
        new Case(" \t KEY=abc \t\n", "abc"),
        new Case("OTHER=x\r\nKEY=abc\r\n", "abc"),
        new Case("KEY=\"abc\"\r\n", "abc"),
        new Case("KEY=old\nKEY=abc\n", "abc"),
        new Case("KEY=\nKEY=abc\n", "abc"),
        new Case("# KEY=x\n\nMYKEY=x\nKEY=abc\nKEY_2=x\n#KEY=x\n", "abc"));
  }

  static List<Case> unreadableVariables() {
    return List.of(
        new Case("", "has no such variable"),
        new Case("KEY\n", "has no such variable"),
        new Case("# KEY=Xyz\nKEY_2=Xyz\nMYKEY=Qrs\n", "has no such variable"),
        new Case("KEY = Xyz\n", "has no such variable"),
        new Case("KEY=\n", "is empty"),
        new Case("KEY=''\n", "is empty"),
        new Case("KEY=\"\"\r\n", "is empty"),
        new Case("KEY=Xyz\nKEY=\n", "is empty"),
        new Case("KEY=CHANGE_ME\n", "is a placeholder"),
        new Case("KEY=\"Xyz-changeme\"\n", "is a placeholder"),
        new Case("KEY=${Xyz}\n", "is a placeholder"),
        new Case("KEY='${Xyz}'\n", "is a placeholder"),
        new Case("KEY=<Xyz Qrs>\n", "is a placeholder"),
        new Case("KEY=\"<Xyz>\"\n", "is a placeholder"),
        new Case("KEY='Xyz\u0001Qrs'\n", "has more than one line, or control characters"),
        new Case("KEY=' Xyz'\n", "begins or ends with a blank"),
        new Case("KEY=Xyz\\Qrs\n", "has a backslash" + OWN_FILE),
        new Case("KEY=\"Xyz\"Qrs\"\n", "has quotes inside of quotes" + OWN_FILE),
        new Case("KEY=\"Xyz\" # \"Qrs\"\n", "has quotes inside of quotes" + OWN_FILE),
        new Case("KEY='Xyz''Qrs'\n", "has quotes inside of quotes" + OWN_FILE),
        new Case("KEY=\"Xyz\nQrs\"\n", SHELL),
        new Case("KEY=Xyz Qrs\n", SHELL),
        new Case("KEY= Xyz\n", SHELL),
        new Case("KEY=Xyz # Qrs\n", SHELL),
        new Case("KEY=\"Xyz\"Qrs\n", SHELL),
        new Case("KEY=Xyz;Qrs\n", SHELL),
        new Case("KEY=Xyz&Qrs\n", SHELL),
        new Case("KEY=Xyz$Qrs\n", SHELL),
        new Case("KEY=\"Xyz`Qrs`\"\n", SHELL),
        new Case("KEY=~Xyz\n", SHELL));
  }

  static List<Case> readableFiles() {
    return List.of(
        new Case("abc", "abc"),
        new Case("abc\n", "abc"),
        new Case("a b'c\"d$e\\f=g#h\n", "a b'c\"d$e\\f=g#h"));
  }

  static List<Case> unreadableFiles() {
    return List.of(
        new Case("", "is empty"),
        new Case("\n", "is empty"),
        new Case("Xyz\nQrs\n", "has more than one line, or control characters"),
        new Case("Xyz\r\n", "has more than one line, or control characters"),
        new Case(" Xyz\n", "begins or ends with a blank"),
        new Case("Xyz \n", "begins or ends with a blank"),
        new Case("Change_Me\n", "is a placeholder"),
        new Case("<Xyz>\n", "is a placeholder"));
  }

  @ParameterizedTest
  @MethodSource("readableVariables")
  void readsAVariable(Case secret) {
    Outcome outcome = restart(secret.file(), "abc");

    assertThat(outcome.succeeded()).isEmpty();
    assertThat(folder()).isEqualTo(configuration(secret.outcome(), "abc"));
  }

  @ParameterizedTest
  @MethodSource("readableVariables")
  void readsAVariableAsAShellDoes(Case secret) {
    // But for the line breaks, of which a shell would make a part of the value.
    String file = secret.file().replace("\r", "");
    String print = file + "\nprintf %s \"$" + VARIABLE + "\"";

    assertThat(Command.of("sh", "-c", print).run().succeeded()).isEqualTo(secret.outcome());
  }

  @ParameterizedTest
  @MethodSource("unreadableVariables")
  void refusesAVariable(Case secret) {
    refuses(secret.file(), "abc", VARIABLE + " in " + VARIABLES + " " + secret.outcome());
  }

  @ParameterizedTest
  @MethodSource("readableFiles")
  void readsAFile(Case secret) {
    Outcome outcome = restart(VARIABLE + "=abc\n", secret.text());

    assertThat(outcome.succeeded()).isEmpty();
    assertThat(folder()).isEqualTo(configuration("abc", secret.outcome()));
  }

  @ParameterizedTest
  @MethodSource("unreadableFiles")
  void refusesAFile(Case secret) {
    refuses(VARIABLE + "=abc\n", secret.text(), SECRET + " " + secret.outcome());
  }

  private void refuses(String variables, String secret, String reason) {
    restart(VARIABLE + "=before\n", "before").succeeded();

    Outcome outcome = restart(variables, secret);

    assertThat(outcome.status()).as("%s", outcome).isNotZero();
    assertThat(outcome.everything())
        .isEqualTo(
            """
            %s; see RUNBOOK.md, Credentials
            systemctl: restart of %s failed
            """
                .formatted(reason, UNIT));
    assertThat(folder()).as("as it was").isEqualTo(configuration("before", "before"));
  }

  /** What lies beside it would be configuration, too. */
  @Test
  void onlyRootChangesTheConfiguration() {
    restart("AWS_ACCESS_KEY_ID=a\n", "b").succeeded();
    String file = FOLDER + "/credentials.conf";
    for (String change :
        List.of("touch " + FOLDER + "/x.conf", "rm -f " + file, "chmod 600 " + file)) {
      Outcome outcome = machine.runAs("postgres", List.of("sh", "-c", change));
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(1);
    }
    assertThat(machine.runAs("postgres", List.of("cat", file)).succeeded())
        .startsWith("[global]\n");
    assertThat(machine.runAs("nobody", List.of("cat", file)).status()).isEqualTo(1);
  }

  private Outcome restart(String variables, String secret) {
    machine.write(VARIABLES, variables);
    machine.write(SECRET, secret);
    return systemd.type("systemctl restart " + UNIT);
  }

  /** All that is in the folder: names, rights and texts. */
  private String folder() {
    String list = "cd \"$1\" && stat --format='%n %a %U' $(ls -A) && cat $(ls -A)";
    return machine.run("sh", "-c", list, "sh", FOLDER).succeeded();
  }

  private static String configuration(String key, String secret) {
    return """
    credentials.conf 440 root
    [global]
    repo2-s3-key=%s
    repo2-s3-key-secret=%s
    """
        .formatted(key, secret);
  }
}
