package io.github.pgbackrest2nix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.Command;
import io.github.pgbackrest2nix.testing.DebianRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What NixOS accepts in units although it is wrong is not in any example's units. */
final class RenderedUnitsIT {
  /** A percent sign that systemd would take for the start of a specifier. */
  private static final Pattern SINGLE_PERCENT = Pattern.compile("(?<!%)%(?:%%)*(?!%)");

  private static final String CREATE = "pgbackrest-stanza-create";

  /** The script that makes a repository's directory. */
  private static final String MAKES = "pgbackrest-repository";

  @TempDir Path scratch = Path.of("");

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void neverStartOnTwoCalendarsOrNone(Example example) {
    Units units = units(example);

    units.timers.forEach(
        (name, timer) -> {
          assertThat(at(timer, "timerConfig").get("OnCalendar"))
              .as(name)
              .asInstanceOf(InstanceOfAssertFactories.STRING)
              .isNotBlank();
          assertThat(timer.get("wantedBy")).as(name).isEqualTo(List.of("timers.target"));
          assertThat(units.services).as("a timer's service").containsKey(name);
        });
    units.services.forEach((name, service) -> assertThat(keys(service)).doesNotContain("startAt"));
    assertThat(units.timers).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void areLeftAloneByASwitchAndHaveALimit(Example example) {
    Units units = units(example);

    units.oneshots(
        (name, service) -> {
          assertThat(at(service, "serviceConfig").get("TimeoutStartSec")).as(name).isNotNull();
          boolean remains =
              Boolean.TRUE.equals(at(service, "serviceConfig").get("RemainAfterExit"));
          assertThat(service.get("restartIfChanged")).as(name).isEqualTo(remains ? null : false);
          // Otherwise it would run again at every switch.
          boolean asksFirst = at(service, "unitConfig").containsKey("ConditionPathExistsGlob");
          assertThat(service.containsKey("wantedBy")).as(name).isEqualTo(remains || asksFirst);
          assertThat(at(service, "serviceConfig").get("Restart")).as(name).isNull();
        });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void doNotStopWhenCredentialsAreWrittenAnew(Example example) {
    Units units = units(example);

    units.services.forEach(
        (name, service) -> {
          assertThat(keys(service)).as(name).doesNotContain("requires", "bindsTo", "partOf");
          for (String relation : List.of("requisite", "requiredBy")) {
            assertThat(List.of("postgresql.service"))
                .as(name)
                .containsAll(strings(service.get(relation)));
          }
          assertThat(keys(at(service, "unitConfig")))
              .as(name)
              .doesNotContain("Requires", "BindsTo", "PartOf", "Requisite");
        });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void haveNoSpecifiersInTextsAndNoEmptyLines(Example example) {
    Units units = units(example);

    Stream.of(units.services, units.timers)
        .flatMap(each -> each.entrySet().stream())
        .forEach(
            unit -> {
              assertThat(percentSigns(unit.getValue())).as(unit.getKey()).isEmpty();
              assertThat(unit.getValue().toString()).as(unit.getKey()).doesNotContain("=null");
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void checkAMountBeforeTheyMakeADirectoryOnIt(Example example) {
    Units units = units(example);

    units.services.forEach(
        (name, service) -> {
          List<String> commands = commandsBefore(service);
          assertThat(commands)
              .as(name)
              .isEqualTo(commands.stream().sorted(Comparator.comparing(MAKES::equals)).toList());
        });
    if (example.name().equals("forge")) {
      assertThat(commandsBefore(Objects.requireNonNull(units.services.get(CREATE))))
          .isEqualTo(List.of("mountpoint /mnt/nas-backup", MAKES));
    }
  }

  /** What runs before a service, by its last program. */
  private static List<String> commandsBefore(Map<?, ?> service) {
    return strings(at(service, "serviceConfig").get("ExecStartPre")).stream()
        .map(command -> command.replaceFirst(".*/nix/store/[a-z0-9]{32}-", ""))
        .map(command -> command.replaceFirst("^[^ ]*/bin/", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void nameOnlyUnitsThatThereAre(Example example) {
    Units units = units(example);
    Set<String> known = new TreeSet<>();
    units.services.keySet().forEach(name -> known.add(name + ".service"));
    known.addAll(
        List.of(
            "postgresql.service",
            "postgresql.target",
            "multi-user.target",
            "network-online.target",
            "time-sync.target",
            "mnt-nas\\x2dbackup.mount",
            "srv-backup.mount",
            "notify-admin@%n.service"));

    units.services.forEach(
        (name, service) -> {
          for (String relation :
              List.of("after", "before", "wants", "wantedBy", "onSuccess", "onFailure")) {
            assertThat(known).as(name).containsAll(strings(service.get(relation)));
          }
          assertThat(known)
              .as(name)
              .containsAll(strings(at(service, "unitConfig").get("PropagatesStopTo")));
        });
  }

  /**
   * Labels of backups, and requests to object stores, are of no use with a clock that is not set.
   */
  @Test
  void backUpAfterTheClockIsSet() {
    Units units = units(Example.forge());

    for (String run : List.of("pgbackrest-incr-backup", "pgbackrest-full-backup-r2")) {
      Map<?, ?> service = Objects.requireNonNull(units.services.get(run));
      assertThat(strings(service.get("after"))).contains("time-sync.target");
      assertThat(strings(service.get("wants"))).contains("time-sync.target");
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void useOnlySettingsThatSystemdKnows(Example example) {
    Units units = units(example);
    Set<String> known = settingsOfSystemd();

    Set<String> used = new TreeSet<>();
    Stream.concat(units.services.values().stream(), units.timers.values().stream())
        .forEach(
            unit ->
                Map.of("unitConfig", "Unit", "serviceConfig", "Service", "timerConfig", "Timer")
                    .forEach(
                        (config, section) ->
                            keys(at(unit, config)).forEach(key -> used.add(section + "." + key))));

    assertThat(used).hasSizeGreaterThan(30);
    assertThat(known).containsAll(used);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void haveScriptsThatBashUnderstands(Example example) throws IOException {
    Units units = units(example);
    List<String> scripts = new ArrayList<>();

    units.services.forEach(
        (name, service) -> {
          if (service.get("script") instanceof String script) {
            scripts.add(script);
          }
        });

    assertThat(scripts).hasSizeGreaterThan(1);
    for (String script : scripts) {
      Path file = Files.writeString(scratch.resolve("script"), script);
      assertThat(Command.of("bash", "-n", file.toString()).run().everything()).as(script).isEmpty();
    }
  }

  /** Services and timers by name. */
  private record Units(SortedMap<String, Map<?, ?>> services, SortedMap<String, Map<?, ?>> timers) {
    void oneshots(BiConsumer<String, Map<?, ?>> action) {
      SortedMap<String, Map<?, ?>> oneshots = new TreeMap<>(services);
      oneshots.values().removeIf(each -> !"oneshot".equals(at(each, "serviceConfig").get("Type")));
      SortedSet<String> others = new TreeSet<>(services.keySet());
      others.removeAll(oneshots.keySet());
      assertThat(others).isSubsetOf("pgbackrest-metrics-server", "postgresql");
      oneshots.forEach(action);
    }
  }

  private Units units(Example example) {
    Map<?, ?> definitions =
        ExampleHost.of(example, scratch).evaluate(ExampleHost.good(example)).definitions();
    Map<?, ?> systemd = at(definitions, "systemd");
    return new Units(named(at(systemd, "services")), named(at(systemd, "timers")));
  }

  private static SortedMap<String, Map<?, ?>> named(Map<?, ?> units) {
    SortedMap<String, Map<?, ?>> named = new TreeMap<>();
    units.forEach((name, unit) -> named.put("" + name, (Map<?, ?>) Objects.requireNonNull(unit)));
    return named;
  }

  private static List<String> percentSigns(Map<?, ?> unit) {
    List<String> texts = new ArrayList<>(strings(unit.get("description")));
    at(unit, "environment").values().forEach(value -> texts.add("" + value));
    at(unit, "serviceConfig")
        .forEach(
            (key, value) -> {
              if (("" + key).startsWith("Exec")) {
                texts.addAll(strings(value));
              }
            });
    return texts.stream()
        .filter(text -> !text.endsWith("-pgbackrest-job-result %n"))
        .filter(text -> SINGLE_PERCENT.matcher(text).find())
        .toList();
  }

  /** Asks the newest systemd at hand, that of NixOS being newer than the machine's own. */
  private static Set<String> settingsOfSystemd() {
    String root = DebianRoot.TRIXIE.folder().toString();
    String dump =
        Command.of("chroot", root, "/usr/lib/systemd/systemd", "--dump-configuration-items")
            .run()
            .succeeded();
    return Stream.of(dump.split("\n\\[", -1))
        .flatMap(
            section ->
                section
                    .lines()
                    .skip(1)
                    .map(
                        line ->
                            section.substring(0, section.indexOf(']')).replace("[", "")
                                + "."
                                + line.replaceFirst("=.*", "")))
        .collect(Collectors.toSet());
  }

  private static List<String> strings(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> "" + each).toList();
    }
    return value == null ? List.of() : List.of("" + value);
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().map(key -> "" + key).toList();
  }

  private static Map<?, ?> at(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> below ? below : Map.of();
  }
}
