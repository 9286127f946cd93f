package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Job;
import io.github.pgbackrest2nix.model.Job.WhenLocked;
import io.github.pgbackrest2nix.model.Schedule;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Stanza.Archive;
import io.github.pgbackrest2nix.model.Stanza.Assertion;
import io.github.pgbackrest2nix.model.Stanza.Objectives;
import io.github.pgbackrest2nix.model.Stanza.Pick;
import io.github.pgbackrest2nix.model.Stanza.PostgreSql;
import io.github.pgbackrest2nix.model.Stanza.RestoreDrill;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads one stanza. */
final class StanzaReader {
  private static final int DEFAULT_PORT = 5432;
  private static final Duration ASSERTION_TIMEOUT = Duration.ofMinutes(5);

  private StanzaReader() {}

  static Stanza read(Branch stanza) {
    return new Stanza(
        stanza.at(),
        stanza.name(),
        postgresql(stanza.child("postgresql")),
        archive(stanza.child("archive")),
        objectives(stanza.child("objectives")),
        stanza.child("schedules").children().stream().map(StanzaReader::job).toList(),
        stanza.find("check").map(StanzaReader::schedule),
        stanza.find("expire").map(StanzaReader::schedule),
        drills(stanza.child("restoreDrill")),
        stanza.bool("bootstrapFromBackup").orElse(false),
        stanza.text("unitPrefix"),
        SettingsReader.read(stanza.child("settings")),
        SettingsReader.readCommands(stanza.child("commandSettings")));
  }

  private static PostgreSql postgresql(Branch postgresql) {
    int version = postgresql.requireInteger("version");
    return new PostgreSql(
        postgresql.at(),
        version,
        // where NixOS puts it unless told otherwise
        postgresql.text("dataDir").orElse("/var/lib/postgresql/" + version),
        postgresql.integer("port").orElse(DEFAULT_PORT),
        postgresql.text("socketDir").orElse("/run/postgresql"));
  }

  private static Archive archive(Branch archive) {
    return new Archive(
        archive.at(),
        archive.duration("timeout"),
        archive.bool("async").orElse(false),
        archive.text("spoolPath"));
  }

  private static Objectives objectives(Branch objectives) {
    return new Objectives(
        objectives.at(),
        objectives.duration("rpo"),
        objectives.duration("rto"),
        objectives.duration("pitrWindow"),
        objectives.duration("offsitePitrWindow"));
  }

  private static Job job(Branch job) {
    String type = job.text("type").orElse(job.name());
    return new Job(
        job.at(),
        job.name(),
        BackupType.find(type)
            .orElseThrow(() -> new IllegalStateException("the schema let pass the job " + type)),
        schedule(job),
        job.texts("repos"),
        job.text("whenLocked").filter("skip"::equals).isPresent()
            ? WhenLocked.SKIP
            : WhenLocked.WAIT,
        job.bool("expireAuto").orElse(true));
  }

  private static Schedule schedule(Branch schedule) {
    return new Schedule(
        schedule.at(),
        schedule.requireText("calendar"),
        schedule.duration("randomizedDelay"),
        schedule.duration("expectedDuration"));
  }

  private static List<RestoreDrill> drills(Branch drills) {
    return drills.children().stream().map(StanzaReader::drill).toList();
  }

  private static RestoreDrill drill(Branch drill) {
    return new RestoreDrill(
        drill.at(),
        drill.name(),
        schedule(drill),
        drill.text("directory"),
        drill
            .text("pick")
            .map(word -> Pick.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Pick.NEWEST),
        drill.bool("pointInTime").orElse(false),
        SettingsReader.readPostgreSql(drill.child("settings")),
        drill.items("assertions").stream().map(StanzaReader::assertion).toList());
  }

  private static Assertion assertion(Branch assertion) {
    return new Assertion(
        assertion.at(),
        assertion.requireText("database"),
        assertion.requireText("sql"),
        assertion
            .flag("expect")
            .map(expected -> expected ? "t" : "f")
            .orElseGet(() -> assertion.requireText("expect")),
        assertion.duration("timeout").orElse(ASSERTION_TIMEOUT));
  }
}
