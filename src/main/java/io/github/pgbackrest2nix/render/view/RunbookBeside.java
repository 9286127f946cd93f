package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.function.Function;

/**
 * A restore beside the cluster, which goes on. Each step is a block of its own for each stanza.
 *
 * <p>What is copied goes through a file: at the end of a pipe psql would commit the half that came.
 *
 * @param start restores, and runs PostgreSQL there
 * @param table from there into the cluster, where it is gone
 * @param remove ends it all
 */
record RunbookBeside(List<FencedBlock> start, List<FencedBlock> table, List<FencedBlock> remove) {
  private static final String PLACE = "BESIDE=/srv/beside";
  private static final String A_DATABASE = "DATABASE=app";
  private static final String A_TABLE = "TABLE=public.orders";
  private static final String DUMP =
      "sudo -u postgres pg_dump --host=\"$BESIDE/socket\" --dbname=\"$DATABASE\"";
  private static final String FILE = "--file=\"$BESIDE/dump.sql\"";
  private static final String LOAD =
      " --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null --file=\"$BESIDE/dump.sql\"";

  static RunbookBeside of(List<RunbookStanza> stanzas) {
    return new RunbookBeside(
        each(stanzas, RunbookBeside::start),
        each(stanzas, RunbookBeside::table),
        // The directory says whose it is.
        List.of(Shell.block(PLACE, "sudo pgbackrest-restore --beside=\"$BESIDE\" --remove")));
  }

  private static List<FencedBlock> each(
      List<RunbookStanza> stanzas, Function<RunbookStanza, List<String>> commands) {
    return stanzas.stream()
        .map(stanza -> stanza.block(commands.apply(stanza).toArray(String[]::new)))
        .toList();
  }

  private static List<String> start(RunbookStanza stanza) {
    return List.of(
        PLACE,
        RunbookRestore.A_TARGET,
        stanza.restoreCommand("--beside=\"$BESIDE\" --target=\"$TARGET\""));
  }

  private static List<String> table(RunbookStanza stanza) {
    return List.of(
        PLACE,
        A_DATABASE,
        A_TABLE,
        DUMP + " --table=\"$TABLE\" " + FILE + " &&",
        "  " + psql(stanza, "$DATABASE") + LOAD);
  }

  private static String psql(RunbookStanza stanza, String database) {
    return "sudo -u postgres psql " + address(stanza) + " -X --dbname=\"" + database + "\"";
  }

  private static String address(RunbookStanza stanza) {
    return "-h " + Shell.word(stanza.plan().socketDir()) + " -p " + stanza.plan().port();
  }
}
