package io.github.pgbackrest2nix.identity;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.Retention;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code pgbackrest.conf} tells of an identity: of output that has no {@code
 * identity.json} yet. It has neither the names of repositories nor passphrases, versions, jobs or
 * drills.
 */
public final class ConfReader {
  private static final Pattern SECTION = Pattern.compile("\\[(.+)]");
  private static final Pattern REPOSITORY = Pattern.compile("repo([1-9]\\d{0,2})-(.+)");
  private static final String GLOBAL = "global";

  /** Where pgBackRest looks for a cluster: every stanza that we write has it. */
  private static final String DATA_DIRECTORY = "pg1-path";

  private ConfReader() {}

  /** Returns the identity; without anything in it where the text is not ours. */
  public static Identity read(String text) {
    Map<String, Map<String, String>> sections = sections(text);
    SortedMap<Integer, Map<String, String>> repositories = new TreeMap<>();
    sections.getOrDefault(GLOBAL, Map.of()).forEach((key, value) -> add(repositories, key, value));
    List<StanzaIdentity> stanzas = new ArrayList<>();
    sections.forEach(
        (name, options) ->
            Optional.ofNullable(options.get(DATA_DIRECTORY))
                .map(data -> stanza(name, data))
                .ifPresent(stanzas::add));
    return new Identity(
        Optional.empty(),
        repositories.entrySet().stream()
            .map(each -> repository(each.getKey(), new Options(each.getValue())))
            .toList(),
        stanzas);
  }

  private static Map<String, Map<String, String>> sections(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> current = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher section = SECTION.matcher(line);
      int equals = line.indexOf('=');
      if (section.matches()) {
        current = sections.computeIfAbsent(section.group(1), name -> new LinkedHashMap<>());
      } else if (equals > 0) {
        current.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return sections;
  }

  private static void add(
      SortedMap<Integer, Map<String, String>> repositories, String key, String value) {
    Matcher option = REPOSITORY.matcher(key);
    if (option.matches()) {
      repositories
          .computeIfAbsent(Integer.valueOf(option.group(1)), number -> new LinkedHashMap<>())
          .put(option.group(2), value);
    }
  }

  private static StanzaIdentity stanza(String name, String dataDirectory) {
    return new StanzaIdentity(name, dataDirectory, Optional.empty(), List.of(), List.of());
  }

  private static RepositoryIdentity repository(int key, Options options) {
    Map<Tie, String> ties = new EnumMap<>(Tie.class);
    String type = options.find("type").orElse("posix");
    ties.put(Tie.TYPE, type);
    options.find("path").ifPresent(path -> ties.put(Tie.PATH, path));
    ties.put(Tie.CIPHER, options.find("cipher-type").orElse(Tie.NO_CIPHER));
    options.find(type + "-bucket").ifPresent(bucket -> ties.put(Tie.BUCKET, bucket));
    options.find(type + "-container").ifPresent(each -> ties.put(Tie.CONTAINER, each));
    options.find("sftp-host").ifPresent(host -> ties.put(Tie.HOST, host));
    endpoint(type, options).ifPresent(endpoint -> ties.put(Tie.ENDPOINT, endpoint));
    return new RepositoryIdentity(Optional.empty(), key, true, ties, retention(options));
  }

  private static Optional<String> endpoint(String type, Options options) {
    Optional<String> written = options.find(type + "-endpoint");
    return switch (type) {
      case "azure" -> written.or(() -> Optional.of(RepositoryIdentity.AZURE));
      case "gcs" -> written.or(() -> Optional.of(RepositoryIdentity.GOOGLE));
      default -> written;
    };
  }

  private static Retention retention(Options options) {
    boolean days = options.find("retention-full-type").filter("time"::equals).isPresent();
    Optional<Integer> full = options.number("retention-full");
    return new Retention(
        ConfigPath.ROOT,
        days ? Optional.empty() : full,
        days ? full : Optional.empty(),
        options.number("retention-diff"),
        options.number("retention-archive"),
        options.find("retention-archive-type"),
        Optional.empty());
  }

  /** The options of one repository, without the prefix. */
  private record Options(Map<String, String> values) {
    Optional<String> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    Optional<Integer> number(String name) {
      return find(name).filter(value -> value.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }
  }
}
