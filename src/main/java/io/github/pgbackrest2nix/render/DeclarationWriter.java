package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.deployment.DeclarationPlan;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredJob;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredRepo;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredRetention;
import io.github.pgbackrest2nix.deployment.DeclarationPlan.DeclaredStanza;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Spells {@code declaration.json}, which tells the runtime jar what should be there. */
final class DeclarationWriter {
  private final StringBuilder json = new StringBuilder();

  private DeclarationWriter() {}

  static String write(DeclarationPlan declaration) {
    DeclarationWriter writer = new DeclarationWriter();
    writer.declaration(declaration);
    return writer.json.toString();
  }

  private void declaration(DeclarationPlan declaration) {
    json.append("{\n  \"version\": 1,\n");
    line("  ", "hostname", JsonText.quoted(declaration.hostname()));
    line("  ", "lockPath", JsonText.quoted(declaration.lockPath()));
    json.append("  \"jobs\": [\n");
    separated(declaration.jobs(), this::job);
    json.append("  ],\n");
    json.append("  \"stanzas\": [\n");
    separated(declaration.stanzas(), this::stanza);
    json.append("  ]\n}\n");
  }

  private void job(DeclaredJob job) {
    Members members = new Members();
    members.put("unit", JsonText.quoted(job.unit()));
    job.stanza().ifPresent(stanza -> members.put("stanza", JsonText.quoted(stanza)));
    members.put("result", JsonText.quoted(job.result()));
    json.append("    ").append(members.text());
  }

  private void stanza(DeclaredStanza stanza) {
    json.append("    {\n");
    line("      ", "name", JsonText.quoted(stanza.name()));
    line("      ", "dataDir", JsonText.quoted(stanza.dataDir()));
    stanza.spool().ifPresent(spool -> line("      ", "spoolPath", JsonText.quoted(spool)));
    Members objectives = new Members();
    objectives.add("rpo", stanza.rpo());
    objectives.add("rto", stanza.rto());
    objectives.add("pitrWindow", stanza.pitrWindow());
    objectives.add("offsitePitrWindow", stanza.offsitePitrWindow());
    line("      ", "objectives", objectives.text());
    json.append("      \"repos\": [\n");
    separated(stanza.repos(), this::repo);
    json.append("      ]\n    }");
  }

  private void repo(DeclaredRepo repo) {
    Members schedules = new Members();
    repo.schedules().forEach((type, calendars) -> schedules.put(type.word(), list(calendars)));
    Members ages = new Members();
    repo.maxAges().forEach((type, age) -> ages.add(type.word(), Optional.of(age)));
    json.append("        {\n");
    line("          ", "key", Integer.toString(repo.key()));
    line("          ", "name", JsonText.quoted(repo.name()));
    line("          ", "type", JsonText.quoted(repo.type()));
    repo.path().ifPresent(path -> line("          ", "path", JsonText.quoted(path)));
    line("          ", "schedule", schedules.text());
    line("          ", "maxAge", ages.text());
    line("          ", "retention", retention(repo.retention()));
    repo.sizeLimit().ifPresent(limit -> line("          ", "sizeLimit", Long.toString(limit)));
    repo.restoreDrill()
        .ifPresent(result -> line("          ", "restoreDrill", JsonText.quoted(result)));
    // JSON has no comma after the last one.
    json.setLength(json.length() - ",\n".length());
    json.append("\n        }");
  }

  private static String list(List<String> texts) {
    return texts.stream().map(JsonText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String retention(DeclaredRetention retention) {
    Members members = new Members();
    members.addCount("full", retention.full());
    members.add("fullTime", retention.fullTime());
    members.addCount("diff", retention.diff());
    members.addCount("archive", retention.archive());
    retention.archiveType().ifPresent(type -> members.put("archiveType", JsonText.quoted(type)));
    return members.text();
  }

  private void line(String indent, String name, String value) {
    json.append(indent).append(JsonText.quoted(name)).append(": ").append(value).append(",\n");
  }

  private <T> void separated(List<T> items, Consumer<T> write) {
    for (int i = 0; i < items.size(); i++) {
      write.accept(items.get(i));
      json.append(i + 1 < items.size() ? ",\n" : "\n");
    }
  }

  /** The members of an object on one line; those without a value are left out. */
  private static final class Members {
    private final List<String> members = new ArrayList<>();

    /** Adds seconds. */
    void add(String name, Optional<Duration> value) {
      // Not "%d", which gives the digits of the user's own language.
      value.ifPresent(duration -> put(name, Long.toString(duration.toSeconds())));
    }

    void addCount(String name, Optional<Integer> value) {
      value.ifPresent(count -> put(name, Integer.toString(count)));
    }

    void put(String name, String value) {
      members.add(JsonText.quoted(name) + ": " + value);
    }

    String text() {
      return members.isEmpty()
          ? "{}"
          : members.stream().collect(Collectors.joining(", ", "{ ", " }"));
    }
  }
}
