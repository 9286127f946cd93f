package io.github.pgbackrest2nix.read;

import io.github.pgbackrest2nix.diagnostic.ConfigPath;
import io.github.pgbackrest2nix.model.CommandSettings;
import io.github.pgbackrest2nix.model.Settings;
import io.github.pgbackrest2nix.model.Settings.Setting;
import io.github.pgbackrest2nix.source.SourceNode;
import io.github.pgbackrest2nix.source.SourceNode.Mapping;
import io.github.pgbackrest2nix.source.SourceNode.Scalar;
import io.github.pgbackrest2nix.source.SourceNode.Sequence;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Reads options and spells their values as pgBackRest does. */
final class SettingsReader implements SourceNode.Cases<Stream<String>> {
  /** No option holds a longer number; converting it would only take time. */
  private static final int LONGEST_NUMBER = 64;

  private SettingsReader() {}

  /** Reads the options that stand directly in this map. */
  static Settings read(Branch settings) {
    SettingsReader values = new SettingsReader();
    return new Settings(
        settings.at(),
        settings.entries().stream()
            .map(
                entry ->
                    new Setting(
                        settings.at().child(entry.name()),
                        entry.name(),
                        entry.value().match(values).toList()))
            .toList());
  }

  /** Reads settings of PostgreSQL, which has other words for booleans. */
  static Settings readPostgreSql(Branch settings) {
    return new Settings(
        settings.at(),
        settings.entries().stream()
            .map(
                entry -> {
                  ConfigPath at = settings.at().child(entry.name());
                  return settings
                      .flag(entry.name())
                      .map(flag -> new Setting(at, entry.name(), List.of(flag ? "on" : "off")))
                      .orElseGet(
                          () ->
                              new Setting(
                                  at,
                                  entry.name(),
                                  entry.value().match(new SettingsReader()).toList()));
                })
            .toList());
  }

  /** Reads the settings of each command under this key. */
  static List<CommandSettings> readCommands(Branch commands) {
    return commands.children().stream()
        .map(command -> new CommandSettings(command.at(), command.name(), read(command)))
        .toList();
  }

  @Override
  public Stream<String> scalar(Scalar node) {
    return Stream.of(spelled(node));
  }

  @Override
  public Stream<String> sequence(Sequence node) {
    return node.items().stream().flatMap(item -> item.match(this));
  }

  @Override
  public Stream<String> mapping(Mapping node) {
    return node.entries().stream()
        .flatMap(entry -> entry.value().match(this).map(value -> entry.name() + "=" + value));
  }

  private static String spelled(Scalar node) {
    return switch (node.kind()) {
      case STRING -> node.text();
      case BOOLEAN -> node.isTrue() ? "y" : "n";
      case INTEGER -> isLong(node) ? node.text() : node.integer().toString();
      case FLOAT -> isLong(node) ? node.text() : decimal(node);
      case NULL -> throw new IllegalStateException("the schema let pass a null");
    };
  }

  private static String decimal(Scalar node) {
    return node.decimal()
        .filter(number -> Math.abs((long) number.scale()) <= LONGEST_NUMBER)
        .map(BigDecimal::toPlainString)
        .orElse(node.text());
  }

  private static boolean isLong(Scalar node) {
    return node.text().length() > LONGEST_NUMBER;
  }
}
