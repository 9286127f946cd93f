package io.github.pgbackrest2nix.render.view;

import io.github.pgbackrest2nix.deployment.CredentialsPlan;
import io.github.pgbackrest2nix.deployment.Deployment;
import io.github.pgbackrest2nix.deployment.RepositoryPlan;
import io.github.pgbackrest2nix.deployment.RestoreCommand;
import io.github.pgbackrest2nix.render.template.CodeSpan;
import io.github.pgbackrest2nix.render.template.FencedBlock;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a cluster on a machine that does not archive.
 *
 * @param repository which it is restored from: one that other machines can reach, where there is
 *     one
 * @param mount the file system that has to be mounted there, too
 * @param secrets the options that the other machine has to be given
 * @param take the part of this host's configuration that describes the repository
 * @param restore a copy, with a server of its own, for each stanza
 */
record RunbookElsewhere(
    String repository,
    Optional<CodeSpan> mount,
    List<CodeSpan> secrets,
    FencedBlock take,
    List<FencedBlock> restore) {
  private static final String COPY = "COPY=/srv/copy";

  static RunbookElsewhere of(Deployment deployment, List<RunbookStanza> stanzas) {
    List<RepositoryPlan> repositories = deployment.repositories();
    RepositoryPlan from =
        repositories.stream()
            .filter(RepositoryPlan::remote)
            .findFirst()
            .orElseGet(() -> repositories.get(0));
    return new RunbookElsewhere(
        Headers.describe(from),
        from.mount().map(CodeSpan::new),
        deployment.credentials().map(CredentialsPlan::options).stream()
            .flatMap(List::stream)
            .filter(option -> RunbookCredentials.isOf(option, from))
            .map(option -> new CodeSpan(option.option()))
            .toList(),
        Shell.block(
            "grep -E '^(\\[global\\]|%s-)' /etc/pgbackrest/pgbackrest.conf > pgbackrest.conf"
                .formatted(from.label())),
        stanzas.stream().map(stanza -> restore(stanza, from)).toList());
  }

  private static FencedBlock restore(RunbookStanza stanza, RepositoryPlan from) {
    String fetch = RestoreCommand.elsewhere("$COPY", stanza.plan().name(), "" + from.key());
    return stanza.block(
        COPY,
        "mkdir -m 0700 \"$COPY/data\"",
        "pgbackrest --config=\"$COPY/pgbackrest.conf\" %s --repo=%d --pg1-path=\"$COPY/data\" \\"
            .formatted(Shell.word("--stanza=" + stanza.plan().name()), from.key()),
        "  --recovery-option=\"restore_command=" + fetch.replace("\"", "\\\"") + "\" \\",
        "  --archive-mode=off restore",
        "echo 'local all all trust' > \"$COPY/pg_hba.conf\"",
        "touch \"$COPY/postgresql.conf\" \"$COPY/pg_ident.conf\"",
        "pg_ctl --pgdata=\"$COPY/data\" --log=\"$COPY/log\" --timeout=86400 --options=\" \\",
        "  -c config_file=$COPY/postgresql.conf -c hba_file=$COPY/pg_hba.conf \\",
        "  -c ident_file=$COPY/pg_ident.conf -c unix_socket_directories=$COPY \\",
        "  -c listen_addresses= -c port=5432 -c hot_standby=off -c archive_mode=off\" start",
        "while pg_ctl --pgdata=\"$COPY/data\" status > /dev/null &&",
        "  ! psql -h \"$COPY\" -U postgres -d postgres -X -c 'show archive_mode' 2> /dev/null; do sleep 5; done");
  }
}
