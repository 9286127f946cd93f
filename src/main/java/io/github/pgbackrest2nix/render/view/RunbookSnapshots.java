package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.model.Sanoid;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;

/**
 * ZFS snapshots.
 *
 * @param several whether there are several datasets, which have to go back together
 * @param branch what makes the rolled back cluster start on a timeline of its own, for each stanza
 */
record RunbookSnapshots(
    List<DatasetView> datasets,
    boolean several,
    FencedBlock list,
    FencedBlock rollback,
    List<FencedBlock> branch) {

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
        Shell.block(
            names.stream()
                .map(name -> "sudo zfs rollback -r " + Shell.word(name + "@SNAPSHOT"))
                .toList()),
        stanzas.stream().map(RunbookSnapshots::branch).toList());
  }

  private static FencedBlock branch(RunbookStanza stanza) {
    return stanza.block(stanza.newTimeline("false").toArray(String[]::new));
  }
}
