package io.github.pgbackrest2nix.cli;

import io.github.pgbackrest2nix.option.AllowedValues;
import io.github.pgbackrest2nix.option.OptionCatalog;
import io.github.pgbackrest2nix.option.OptionDependency;
import io.github.pgbackrest2nix.option.OptionSpec;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An option as the command {@code options} shows it. */
final class OptionPage {
  private OptionPage() {}

  /** Returns the option on one line. */
  static String line(OptionSpec option) {
    return "%-34s %-9s %-13s %s"
        .formatted(
            option.name(),
            word(option.type()),
            word(option.section()),
            defaults(option).isEmpty() ? "" : "default " + defaults(option))
        .stripTrailing();
  }

  /** Returns all that is known of the option. */
  static String of(OptionSpec option, OptionCatalog catalog) {
    StringBuilder page =
        new StringBuilder(option.name() + " (pgBackRest " + option.release() + ")\n");
    add(page, "written as", option.group().map(group -> option.nameWith(1)).orElse(option.name()));
    add(
        page,
        "under settings of a repository",
        option.group().filter("repo"::equals).map(group -> option.nameInGroup()).orElse(""));
    add(page, "type", word(option.type()));
    add(page, "section", word(option.section()));
    add(page, "default", defaults(option));
    add(page, "allowed", allowed(option.allowed()));
    add(page, "secret", option.secret() ? "yes: only as a reference under credentials" : "");
    add(page, "needs", option.dependency().map(OptionPage::need).orElse(""));
    add(page, "commands", String.join(", ", option.commands()));
    add(page, "since", catalog.findFirstRelease(option.name()).map(Object::toString).orElse(""));
    add(page, "until", catalog.findLastRelease(option.name()).map(Object::toString).orElse(""));
    add(page, "older names", String.join(", ", option.replaces()));
    return page.toString();
  }

  private static void add(StringBuilder page, String label, String value) {
    if (!value.isEmpty()) {
      page.append("  ").append(label).append(": ").append(value).append('\n');
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String defaults(OptionSpec option) {
    return option.defaults().entrySet().stream()
        .map(OptionPage::byChoice)
        .collect(Collectors.joining(", "));
  }

  private static String allowed(AllowedValues allowed) {
    String ranges =
        allowed.rangeByChoice().entrySet().stream()
            .map(entry -> range(entry.getValue()) + " for " + entry.getKey())
            .collect(Collectors.joining(", "));
    return allowed
        .range()
        .map(OptionPage::range)
        .orElse(ranges.isEmpty() ? String.join(", ", allowed.values()) : ranges);
  }

  private static String range(AllowedValues.Range range) {
    return range.from() + " to " + range.to();
  }

  private static String need(OptionDependency dependency) {
    return dependency.values().isEmpty()
        ? dependency.option()
        : dependency.option() + " = " + String.join(" or ", dependency.values());
  }

  private static String byChoice(Map.Entry<String, String> entry) {
    return entry.getKey().isEmpty()
        ? entry.getValue()
        : entry.getValue() + " for " + entry.getKey();
  }
}
