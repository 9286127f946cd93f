package io.github.pgbackrest2nix.render;

import io.github.pgbackrest2nix.identity.Identity;
import io.github.pgbackrest2nix.identity.RepositoryIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity;
import io.github.pgbackrest2nix.identity.StanzaIdentity.JobIdentity;
import io.github.pgbackrest2nix.identity.Tie;
import io.github.pgbackrest2nix.model.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes {@code identity.json}, which the next rendering is compared with. One fact a line, for
 * people read how it changes.
 */
final class IdentityWriter {
  private IdentityWriter() {}

  static String write(Identity identity) {
    List<String> members = new ArrayList<>(List.of(member("version", "1")));
    identity.host().ifPresent(host -> members.add(text("host", host)));
    members.add(list("repositories", identity.repositories(), IdentityWriter::repository, "  "));
    members.add(list("stanzas", identity.stanzas(), IdentityWriter::stanza, "  "));
    return block(members, "") + "\n";
  }

  private static String repository(RepositoryIdentity repository) {
    List<String> members = new ArrayList<>();
    repository.name().ifPresent(name -> members.add(text("name", name)));
    members.add(number("key", repository.key()));
    if (!repository.enabled()) {
      members.add(member("enabled", "false"));
    }
    for (Tie tie : Tie.values()) {
      repository.find(tie).ifPresent(value -> members.add(text(tie.word(), value)));
    }
    members.add(member("retention", line(retention(repository.retention()))));
    return block(members, "    ");
  }

  private static List<String> retention(Retention retention) {
    List<String> members = new ArrayList<>();
    add(members, "full", retention.full());
    add(members, "fullDays", retention.fullDays());
    add(members, "diff", retention.diff());
    add(members, "archive", retention.archive());
    retention.archiveType().ifPresent(type -> members.add(text("archiveType", type)));
    return members;
  }

  private static String stanza(StanzaIdentity stanza) {
    List<String> members = new ArrayList<>();
    members.add(text("name", stanza.name()));
    members.add(text("dataDir", stanza.dataDir()));
    add(members, "version", stanza.version());
    members.add(list("jobs", stanza.jobs(), IdentityWriter::job, "      "));
    members.add(member("drills", names(stanza.drills())));
    return block(members, "    ");
  }

  private static String job(JobIdentity job) {
    return line(
        List.of(
            text("name", job.name()),
            text("type", job.type().word()),
            member("repositories", names(job.repositories()))));
  }

  private static void add(List<String> members, String name, Optional<Integer> value) {
    value.ifPresent(number -> members.add(number(name, number)));
  }

  private static String number(String name, int value) {
    return member(name, Integer.toString(value));
  }

  private static String text(String name, String value) {
    return member(name, JsonText.quoted(value));
  }

  private static String member(String name, String json) {
    return JsonText.quoted(name) + ": " + json;
  }

  private static String names(List<String> names) {
    return names.stream().map(JsonText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String line(List<String> members) {
    return members.isEmpty() ? "{}" : "{ " + String.join(", ", members) + " }";
  }

  private static String block(List<String> members, String indent) {
    String next = "\n" + indent + "  ";
    return "{" + next + String.join("," + next, members) + "\n" + indent + "}";
  }

  private static <T> String list(
      String name, List<T> items, Function<T, String> write, String indent) {
    String next = "\n" + indent + "  ";
    return member(
        name,
        items.isEmpty()
            ? "[]"
            : items.stream()
                .map(write)
                .collect(Collectors.joining("," + next, "[" + next, "\n" + indent + "]")));
  }
}
