package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.identity.StanzaIdentity.JobIdentity;
import io.github.pgbackrest2nix.model.BackupType;
import io.github.pgbackrest2nix.model.Retention;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code identity.json}. */
public final class IdentityReader {
  private static final int VERSION = 1;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private IdentityReader() {}

  /** Finds the identity that a text holds; nothing where it is not one, or not of this format. */
  public static Optional<Identity> read(String text) {
    return parse(text).filter(IdentityReader::isWhole).map(IdentityReader::identity);
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JacksonException e) {
      // Somebody else wrote it: a merge that was left half done, for instance.
      return Optional.empty();
    }
  }

  /** Returns whether all is there that we always write. */
  private static boolean isWhole(JsonNode root) {
    return integer(root, "version").filter(version -> version == VERSION).isPresent()
        && all(root.path("repositories"), IdentityReader::isRepository)
        && all(root.path("stanzas"), IdentityReader::isStanza);
  }

  private static boolean isRepository(JsonNode repository) {
    return repository.path("name").isString() && repository.path("key").isInt();
  }

  private static boolean isStanza(JsonNode stanza) {
    return stanza.path("name").isString()
        && stanza.path("dataDir").isString()
        && all(stanza.path("jobs"), IdentityReader::isJob)
        && all(stanza.path("drills"), JsonNode::isString);
  }

  private static boolean isJob(JsonNode job) {
    return job.path("name").isString()
        && text(job, "type").flatMap(BackupType::find).isPresent()
        && all(job.path("repositories"), JsonNode::isString);
  }

  private static boolean all(JsonNode list, Predicate<JsonNode> holds) {
    return list.isArray() && items(list).allMatch(holds);
  }

  private static Identity identity(JsonNode root) {
    return new Identity(
        text(root, "host"),
        list(root, "repositories", IdentityReader::repository),
        list(root, "stanzas", IdentityReader::stanza));
  }

  private static RepositoryIdentity repository(JsonNode repository) {
    String name = text(repository, "name").orElseThrow();
    Map<Tie, String> ties = new EnumMap<>(Tie.class);
    for (Tie tie : Tie.values()) {
      text(repository, tie.word()).ifPresent(value -> ties.put(tie, value));
    }
    return new RepositoryIdentity(
        Optional.of(name),
        integer(repository, "key").orElseThrow(),
        repository.path("enabled").booleanValue(true),
        ties,
        retention(ConfigPath.of("repos", name, "retention"), repository.path("retention")));
  }

  private static Retention retention(ConfigPath at, JsonNode retention) {
    return new Retention(
        at,
        integer(retention, "full"),
        integer(retention, "fullDays"),
        integer(retention, "diff"),
        integer(retention, "archive"),
        text(retention, "archiveType"),
        Optional.empty());
  }

  private static StanzaIdentity stanza(JsonNode stanza) {
    return new StanzaIdentity(
        text(stanza, "name").orElseThrow(),
        text(stanza, "dataDir").orElseThrow(),
        integer(stanza, "version"),
        list(stanza, "jobs", IdentityReader::job),
        list(stanza, "drills", JsonNode::stringValue));
  }

  private static JobIdentity job(JsonNode job) {
    return new JobIdentity(
        text(job, "name").orElseThrow(),
        text(job, "type").flatMap(BackupType::find).orElseThrow(),
        list(job, "repositories", JsonNode::stringValue));
  }

  private static <T> List<T> list(JsonNode parent, String name, Function<JsonNode, T> read) {
    return items(parent.path(name)).map(read).toList();
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Optional<String> text(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
  }

  private static Optional<Integer> integer(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    return node.isInt() ? Optional.of(node.intValue()) : Optional.empty();
  }
}
