# What vm.nix and container.nix share: a NixOS machine that backs up and restores, and the script that has it
# do so. Another host's folder will do as well if it has one stanza, a full job, a textfile, and
# repositories on the machine itself.
#
# Where this project is built there is neither KVM nor a Nix that builds, so this has NEVER RUN THERE:
# tests hold that it parses, that it evaluates with stand-ins for nixpkgs (and with nixpkgs itself where
# a tree is at hand), and that its script is Python. What it does is what BackupAndRestoreIT and
# BootedHostIT do on Debian for real.
{
  pkgs,
  # The folder that `render` wrote, the runtime jar included.
  module,
  # What the description says of PostgreSQL.
  postgresql ? pkgs.postgresql_16,
  stanza ? "main",
  fullBackup ? "pgbackrest-full-backup",
  textfile ? "/var/lib/node_exporter/textfile_collector/pgbackrest.prom",
}:
let
  dataDir = "/var/lib/postgresql/${postgresql.psqlSchema}";
in
{
  name = "pgbackrest2nix-${stanza}";

  machine = {
    imports = [ module ];
    services.postgresql = {
      enable = true;
      package = postgresql;
      inherit dataDir;
    };
    # It reads the very file that this test compares.
    services.prometheus.exporters.node.enable = true;
  };

  # asPostgres runs the command after it as that user.
  testScript = asPostgres: ''
    import json

    stanza = "${stanza}"
    full_backup = "${fullBackup}"
    textfile = "${textfile}"
    data_dir = "${dataDir}"
    as_postgres = "${asPostgres}"
    query = f"{as_postgres} psql -h /run/postgresql -X -At -c "

    def backups():
        """How many backups of the stanza there are in all of its repositories."""
        answer = machine.succeed(
            f"{as_postgres} pgbackrest --stanza={stanza} --output=json info"
        )
        # Warnings may stand before the answer.
        found = json.loads(answer[answer.index("[") :])
        assert found[0]["status"]["code"] in (0, 2), answer
        return len(found[0]["backup"])

    def samples(name):
        """The values of a metric in the file that node_exporter reads."""
        lines = machine.succeed(f"cat {textfile}").splitlines()
        return [float(line.split()[-1]) for line in lines if line.startswith(name + "{")]

    start_all()
    machine.wait_for_unit("multi-user.target")
    machine.wait_for_unit("postgresql.service")

    with subtest("the stanza is there, and WAL gets into the archive"):
        machine.succeed("systemctl start pgbackrest-stanza-create.service")
        machine.succeed(f"{as_postgres} pgbackrest --stanza={stanza} check")
        machine.succeed(f"systemctl is-active {full_backup}.timer")

    with subtest("a backup"):
        machine.succeed(query + "'create table ledger (id int primary key, entry text)'")
        machine.succeed(query + "\"insert into ledger values (1, 'rent')\"")
        before = backups()
        machine.succeed(f"systemctl start {full_backup}.service")
        assert backups() > before, "the run has made no backup"
        machine.succeed(query + "\"insert into ledger values (2, 'salary')\"")
        rows = machine.succeed(query + "'select * from ledger order by id'")
        assert rows == "1|rent\n2|salary\n", rows

    with subtest("metrics are collected"):
        machine.succeed("systemctl start pgbackrest-metrics.service")
        succeeded = samples("pgbackrest_collection_success")
        assert succeeded and set(succeeded) == {1.0}, succeeded
        counts = samples("pgbackrest_backup_count")
        assert counts and sum(counts) == backups(), counts
        machine.wait_for_unit("prometheus-node-exporter.service")
        machine.wait_for_open_port(9100)
        machine.succeed(
            "curl --fail --silent localhost:9100/metrics | grep --quiet '^pgbackrest_backup_count{'"
        )

    with subtest("a table is dropped, and comes back"):
        # The transaction before must be over at the target, and the drop must not.
        target = machine.succeed(query + "'select clock_timestamp()'").strip()
        machine.succeed(query + "'drop table ledger'")
        machine.succeed(query + "'select pg_switch_wal()'")
        # RUNBOOK.md, Restore: step 1
        machine.succeed("systemctl stop 'pgbackrest-*.timer'")
        machine.succeed("systemctl stop 'pgbackrest-*-backup*.service'")
        machine.succeed("systemctl stop postgresql.service")
        # Step 2
        machine.fail(f"findmnt {data_dir}")
        machine.succeed(f"mv {data_dir} {data_dir}.old")
        machine.succeed(f"install -d -o postgres -g postgres -m 0700 {data_dir}")
        # Scenario 2
        machine.succeed(
            f"{as_postgres} pgbackrest --stanza={stanza} --type=time --target='{target}'"
            " --target-action=promote restore"
        )
        # Step 3
        machine.succeed("systemctl start postgresql.service")
        machine.wait_until_succeeds(query + "'select pg_is_in_recovery()' | grep --quiet f")
        restored = machine.succeed(query + "'select * from ledger order by id'")
        assert restored == rows, restored

    with subtest("back to normal"):
        # Step 4
        machine.succeed(f"{as_postgres} pgbackrest --stanza={stanza} check")
        before = backups()
        machine.succeed(f"systemctl start {full_backup}.service")
        assert backups() > before, "the run after the restore has made no backup"
        # Step 5
        machine.succeed(f"systemctl start {full_backup}.timer")
        failed = machine.succeed("systemctl list-units --failed --plain --no-legend 'pgbackrest-*'")
        assert failed == "", failed
  '';
}
