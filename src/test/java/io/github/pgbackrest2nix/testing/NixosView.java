package io.github.pgbackrest2nix.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What our module makes of a host, in one form for NixOS and for the small module system.
 *
 * @param units texts by name
 * @param scripts texts by name of the package or file
 * @param etc texts by path
 * @param tmpfiles by path: type, mode, user and group
 * @param settings those of PostgreSQL and sanoid, by their options
 */
public record NixosView(
    SortedMap<String, String> units,
    SortedMap<String, String> scripts,
    SortedMap<String, String> etc,
    SortedMap<String, String> tmpfiles,
    SortedMap<String, String> settings) {
  private static final String STORE = "/nix/store/";

  /** NixOS's own units, and those of the services that our module adds settings to. */
  private static final String OF_NIXOS =
      "(dbus|logrotate|postgresql|prometheus|sanoid|systemd-|zfs|zpool).*";

  /** What NixOS writes of itself, or of the services that our module adds settings to. */
  private static final String FILES_OF_NIXOS = "/etc/(localtime|sanoid/.*|terminfo|zfs/.*)";

  /** What the small module system makes of it. */
  public static NixosView of(RenderedUnits small) {
    NixosView view = empty();
    small.unitsOf("service").forEach(name -> view.addUnit(name, small.unit(name)));
    small.unitsOf("timer").forEach(name -> view.addUnit(name, small.unit(name)));
    small.files().forEach(view::addScript);
    small.links().forEach((path, target) -> view.addEtc(path, target, small.files()));
    view.addTmpfiles(map(small.definition("systemd", "tmpfiles", "settings")));
    Map<?, ?> services = map(small.definition("services"));
    view.addSettings("postgresql", map(map(services.get("postgresql")).get("settings")));
    view.addSettings("sanoid.datasets", map(map(services.get("sanoid")).get("datasets")));
    view.addSettings("sanoid.templates", map(map(services.get("sanoid")).get("templates")));
    return view;
  }

  /** What NixOS makes of it, of the settings only those that the other view has. */
  public static NixosView of(RealHost real, NixosView small) {
    NixosView view = empty();
    real.units().forEach(view::addUnit);
    real.files().forEach(view::addScript);
    real.etc().forEach((path, source) -> view.addEtc(path, source, real.files()));
    view.addTmpfiles(map(real.value("tmpfiles", "settings")));
    view.addSettings("postgresql", map(map(real.value("postgresql")).get("settings")));
    Map<?, ?> sanoid = map(map(real.value("sanoid")).get("settings"));
    sanoid.forEach(
        (section, values) -> {
          String name = "" + section;
          view.addSettings(
              name.startsWith("template_")
                  ? "sanoid.templates." + name.substring("template_".length())
                  : "sanoid.datasets." + name,
              map(values));
        });
    view.settings.keySet().retainAll(small.settings.keySet());
    return view;
  }

  private static NixosView empty() {
    return new NixosView(
        new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  private void addUnit(String name, String text) {
    if (!name.matches(OF_NIXOS)) {
      units.put(name, NixosMask.unit(text));
    }
  }

  private void addScript(String path, String text) {
    boolean ofNixos = path.matches(".*-unit-script-" + OF_NIXOS);
    if (path.startsWith(STORE) && text.startsWith("#!") && !ofNixos) {
      scripts.put(NixosMask.store(path), NixosMask.script(text));
    }
  }

  private void addEtc(String path, String source, Map<String, String> files) {
    if (path.startsWith("/etc/")
        && !path.startsWith("/etc/systemd/")
        && !path.matches(FILES_OF_NIXOS)) {
      String text = files.get(source);
      etc.put(path, text != null ? text : read(source));
    }
  }

  /** The text of a file outside of the evaluation; of what is made at run time the path. */
  private static String read(String source) {
    try {
      Path file = Path.of(source);
      return Files.isRegularFile(file) ? Files.readString(file) : source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addTmpfiles(Map<?, ?> groups) {
    groups.forEach(
        (group, paths) ->
            map(paths)
                .forEach(
                    (path, types) ->
                        map(types)
                            .forEach(
                                (type, each) ->
                                    tmpfiles.put(
                                        group + " " + path,
                                        "%s %s %s %s"
                                            .formatted(
                                                type,
                                                map(each).get("mode"),
                                                map(each).get("user"),
                                                map(each).get("group"))))));
  }

  private void addSettings(String option, Map<?, ?> values) {
    values.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> below) {
            addSettings(option + "." + name, below);
          } else {
            settings.put(option + "." + name, NixosMask.store("" + value));
          }
        });
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNullElse(value, Map.of());
  }
}
