package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.stream.Stream;

/**
 * ZFS snapshots.
 *
 * @param several whether there are several datasets, which have to go back together
 * @param rollback to a snapshot, and then what makes the cluster start on a timeline of its own
 */
record RunbookSnapshots(
    List<DatasetView> datasets, boolean several, FencedBlock list, FencedBlock rollback) {

  /** A dataset and the template of its snapshots. */
  record DatasetView(CodeSpan name, CodeSpan template) {}

  static RunbookSnapshots of(Sanoid sanoid, List<RunbookStanza> stanzas) {
    List<String> names = sanoid.datasets().stream().map(Sanoid.Dataset::name).toList();
    return new RunbookSnapshots(
        sanoid.datasets().stream()
            .map(each -> new DatasetView(new CodeSpan(each.name()), new CodeSpan(each.template())))
            .toList(),
        names.size() > 1,
        Shell.block(Shell.spread("zfs list -t snapshot -o name,creation -s creation", names)),
        rollback(names, stanzas));
  }

  /** One after the other: a new timeline is wrong where nothing was rolled back. */
  private static FencedBlock rollback(List<String> names, List<RunbookStanza> stanzas) {
    Stream<String> rollbacks =
        names.stream()
            .map(name -> "sudo zfs rollback -r " + Shell.word(name + "@SNAPSHOT") + " &&");
    Stream<String> timelines =
        stanzas.stream()
            .flatMap(
                stanza ->
                    stanza
                        .block(stanza.newTimeline("false").toArray(String[]::new))
                        .text()
                        .lines());
    return Shell.block(
        Stream.of(rollbacks, Stream.of("{"), timelines, Stream.of("}"))
            .flatMap(lines -> lines)
            .toList());
  }
}
