package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.nix.NixExpr;
import io.github.pgbackrest2nix.nix.NixExpr.Attribute;
import io.github.pgbackrest2nix.render.Origin;
import io.github.pgbackrest2nix.render.template.NixFragment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ZFS snapshots.
 *
 * @param interval when sanoid runs, where its own "hourly" would be too seldom
 */
public record SanoidView(
    NixFragment header,
    Optional<String> interval,
    List<NamedView> templates,
    List<NamedView> datasets) {

  /** A template or a dataset and its settings. */
  public record NamedView(NixFragment name, NixFragment settings) {}

  /** Returns the view of these snapshots. */
  public static SanoidView of(Sanoid sanoid, Origin origin) {
    return new SanoidView(
        Headers.part(origin),
        sanoid.interval().or(() -> shortestPeriod(sanoid)),
        sanoid.templates().stream().map(SanoidView::template).toList(),
        sanoid.datasets().stream().map(SanoidView::dataset).toList());
  }

  /** The calendar that serves the shortest period of all templates that have frequent snapshots. */
  private static Optional<String> shortestPeriod(Sanoid sanoid) {
    return sanoid.templates().stream()
        .filter(template -> template.frequently() > 0)
        .flatMap(template -> template.frequentPeriod().stream())
        .min(Duration::compareTo)
        .map(period -> "*:0/" + period.toMinutes());
  }

  private static NamedView template(Sanoid.Template template) {
    List<Attribute> settings = new ArrayList<>();
    settings.add(NixExpr.attribute("autosnap", NixExpr.bool(template.autosnap())));
    settings.add(NixExpr.attribute("autoprune", NixExpr.bool(template.autoprune())));
    settings.add(number("frequently", template.frequently()));
    template
        .frequentPeriod()
        .ifPresent(period -> settings.add(number("frequent_period", period.toMinutes())));
    settings.add(number("hourly", template.hourly()));
    settings.add(number("daily", template.daily()));
    settings.add(number("weekly", template.weekly()));
    settings.add(number("monthly", template.monthly()));
    settings.add(number("yearly", template.yearly()));
    return new NamedView(Nix.name(template.name()), NixFragment.of(NixExpr.set(settings)));
  }

  private static NamedView dataset(Sanoid.Dataset dataset) {
    NixExpr recursive =
        dataset.recursive().equals("zfs")
            ? NixExpr.string("zfs")
            : NixExpr.bool(dataset.recursive().equals("true"));
    NixExpr settings =
        NixExpr.set(
            NixExpr.attribute("use_template", NixExpr.strings(List.of(dataset.template()))),
            NixExpr.attribute("recursive", recursive));
    return new NamedView(Nix.name(dataset.name()), NixFragment.of(settings));
  }

  private static Attribute number(String name, long value) {
    return NixExpr.attribute(name, NixExpr.integer(value));
  }
}
