package io.github.pgbackrest2nix.deployment;

import io.github.pgbackrest2nix.deployment.ConfigurationFile.Entry;
import io.github.pgbackrest2nix.deployment.ConfigurationFile.Section;
import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Description;
import io.github.pgbackrest2nix.model.Repository;
import io.github.pgbackrest2nix.model.Retention;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Stanza;
import io.github.pgbackrest2nix.model.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what stands in {@code pgbackrest.conf}. */
final class ConfigurationPlanner {
  private ConfigurationPlanner() {}

  static ConfigurationFile plan(Description description) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("global", global(description)));
    sections.addAll(
        commandSections("global", description.commandSettings(), ofBackups(description)));
    for (Stanza stanza : sortedByName(description.stanzas())) {
      sections.add(new Section(stanza.name(), stanza(stanza)));
      sections.addAll(
          commandSections(
              stanza.name(), stanza.commandSettings(), RestoreSettings.of(description, stanza)));
    }
    return new ConfigurationFile(sections);
  }

  static List<Stanza> sortedByName(List<Stanza> stanzas) {
    return stanzas.stream().sorted(Comparator.comparing(Stanza::name)).toList();
  }

  private static List<Entry> global(Description description) {
    Lines lines = new Lines("");
    lines.add("lock-path", HostPaths.LOCK);
    lines.add("log-path", HostPaths.LOG);
    lines.addAll(description.settings());
    List<Entry> entries = new ArrayList<>(lines.entries);
    for (Repository repository : description.repositories()) {
      entries.addAll(repository(repository));
    }
    return entries;
  }

  private static List<Entry> repository(Repository repository) {
    Lines lines = new Lines(repository.label() + "-");
    Storage storage = repository.storage();
    if (!storage.type().equals("posix")) {
      lines.add("type", storage.type());
    }
    lines.add("path", repository.path());
    storage.match(new StorageOptions(lines));
    lines.add("cipher-type", repository.cipher());
    retention(lines, repository.retention());
    lines.addAll(repository.settings());
    return lines.entries;
  }

  private static void retention(Lines lines, Retention retention) {
    if (retention.fullDays().isPresent()) {
      lines.add("retention-full-type", "time");
    }
    lines.add("retention-full", number(retention.fullDays().or(retention::full)));
    lines.add("retention-diff", number(retention.diff()));
    lines.add("retention-archive-type", retention.archiveType());
    lines.add("retention-archive", number(retention.archive()));
    lines.add("retention-history", number(retention.history()));
  }

  private static List<Entry> stanza(Stanza stanza) {
    Lines lines = new Lines("");
    lines.add("pg1-path", stanza.postgresql().dataDir());
    lines.add("pg1-port", Integer.toString(stanza.postgresql().port()));
    lines.add("pg1-socket-path", stanza.postgresql().socketDir());
    if (stanza.archive().async()) {
      lines.add("archive-async", "y");
    }
    lines.add("spool-path", StanzaPlanner.spool(stanza));
    lines.addAll(stanza.settings());
    return lines.entries.stream().map(ConfigurationPlanner::numbered).toList();
  }

  /** A stanza has one cluster here: its options are written with the number 1. */
  private static Entry numbered(Entry entry) {
    return entry.key().startsWith("pg-")
        ? new Entry("pg1-" + entry.key().substring("pg-".length()), entry.value())
        : entry;
  }

  /** What is decided here for backups alone; in whole seconds, which every release reads. */
  private static Map<String, List<Entry>> ofBackups(Description description) {
    return WalPatience.of(description)
        .map(wait -> new Entry("archive-timeout", Long.toString(wait.toSeconds())))
        .map(entry -> Map.of("backup", List.of(entry)))
        .orElse(Map.of());
  }

  /** Returns sections by command; what is decided here includes the description's own values. */
  private static List<Section> commandSections(
      String section, List<CommandSettings> commands, Map<String, List<Entry>> decided) {
    SortedMap<String, List<Entry>> entries = new TreeMap<>();
    decided.forEach((command, lines) -> entries.put(command, new ArrayList<>(lines)));
    for (CommandSettings command : commands) {
      Set<String> present =
          decided.getOrDefault(command.command(), List.of()).stream()
              .map(Entry::key)
              .collect(Collectors.toSet());
      Lines lines = new Lines("");
      lines.addAll(command.settings());
      List<Entry> all = entries.computeIfAbsent(command.command(), name -> new ArrayList<>());
      lines.entries.stream().filter(entry -> !present.contains(entry.key())).forEach(all::add);
    }
    return entries.entrySet().stream()
        .map(each -> new Section(section + ":" + each.getKey(), each.getValue()))
        .toList();
  }

  private static Optional<String> number(Optional<Integer> number) {
    return number.map(value -> Integer.toString(value));
  }

  /** The lines of a section, or of the part of one that shares a prefix. */
  private static final class Lines {
    private final String prefix;
    private final List<Entry> entries = new ArrayList<>();

    Lines(String prefix) {
      this.prefix = prefix;
    }

    void add(String option, String value) {
      entries.add(new Entry(prefix + option, value));
    }

    void add(String option, Optional<String> value) {
      value.ifPresent(present -> add(option, present));
    }

    /** Adds free settings by name, so that the order in the description does not show. */
    void addAll(Settings settings) {
      settings.entries().stream()
          .sorted(Comparator.comparing(Settings.Setting::name))
          .forEach(setting -> setting.values().forEach(value -> add(setting.name(), value)));
    }
  }

  /** What each kind of storage says of itself. */
  private record StorageOptions(Lines lines) implements Storage.Cases<Lines> {
    @Override
    public Lines directory(Storage.Directory storage) {
      return lines;
    }

    @Override
    public Lines s3(Storage.S3 storage) {
      lines.add("s3-bucket", storage.bucket());
      lines.add("s3-endpoint", storage.endpoint());
      lines.add("s3-region", storage.region());
      lines.add("s3-uri-style", storage.uriStyle());
      lines.add("s3-key-type", storage.keyType().orElse("shared"));
      return lines;
    }

    @Override
    public Lines azure(Storage.Azure storage) {
      lines.add("azure-container", storage.container());
      lines.add("azure-endpoint", storage.endpoint());
      lines.add("azure-uri-style", storage.uriStyle());
      lines.add("azure-key-type", storage.keyType().orElse("shared"));
      return lines;
    }

    @Override
    public Lines gcs(Storage.Gcs storage) {
      lines.add("gcs-bucket", storage.bucket());
      lines.add("gcs-endpoint", storage.endpoint());
      lines.add("gcs-key-type", storage.keyType().orElse("service"));
      lines.add("gcs-key", storage.keyFile());
      return lines;
    }

    @Override
    public Lines sftp(Storage.Sftp storage) {
      lines.add("sftp-host", storage.host());
      lines.add("sftp-host-port", number(storage.port()));
      lines.add("sftp-host-user", storage.user());
      lines.add("sftp-host-key-hash-type", storage.hostKeyHash());
      lines.add("sftp-private-key-file", storage.privateKeyFile());
      return lines;
    }
  }
}
