# Backups of PostgreSQL on [=host]

<#list header as line>
[=line]
</#list>
For pgBackRest [=version]. Calendars are in the time zone [=zone].

Run every `pgbackrest` command as the user `postgres`, as below: a file that `root` leaves behind
stops the next backup.
<#if refusesRoot>
This version refuses to run as `root`, but for a restore.
</#if>
What is in capitals (`TARGET`, `REPO`, `SET`, `SNAPSHOT`) is yours to fill in, everything else is as it
is on this host.
<#if severalStanzas>
Where a step has several blocks, each begins with its stanza: use the one that you are here for.
</#if>

Contents: what is where · status · backups by hand · one table or one database · restore<#if drills?has_content> · restore drills</#if><#if bootstrap?has_content> · bootstrap</#if><#if snapshots?has_content> · snapshots</#if><#if credentials?has_content> · credentials</#if> · troubleshooting<#if otherClusters?has_content> · other clusters</#if> · changes · upgrade<#if alerts?has_content> · alerts</#if>

## What is where

| repository | location | kept | on the mount |
|---|---|---|---|
<#list places.repositories as row>
| [=row.name] | [=row.location] | [=row.retention] | [=row.mount] |
</#list>

WAL goes to every repository as it is written, backups go where their job says. Numbers under
"kept" are backups, days where the type is time; an older backup goes when a newer one is complete.

| unit (.timer, .service) | when | what |
|---|---|---|
<#list places.jobs as row>
| [=row.unit] | [=row.calendar] | [=row.does] |
</#list>

| what | where |
|---|---|
<#list places.files as row>
| [=row.what] | [=row.path] |
</#list>

## Status

Status must be `ok`, and each repository must have a recent full backup:

<#list backups.info as block>
[=block]

</#list>
`info` also ends with success when a repository does not answer: read its status line.

When the timers ran and run next:

[=backups.timers]

What the last runs said:

<#list backups.journal as block>
[=block]

</#list>
<#if backups.metrics?has_content>
What Prometheus sees:

[=backups.metrics]

</#if>
## Backups by hand

A job's service backs up to all repositories of that job and waits for the end (`--no-block` does
not wait):

<#list backups.jobs as block>
[=block]

</#list>
One repository:

<#list backups.single as block>
[=block]

</#list>
A `pgbackrest … backup` without `--repo` goes to one repository only, the first. Prefer the units:
they wait for each other, while the bare command fails at once with error 50 beside a running backup.

## One table or one database

It comes back while the cluster runs, and nothing else goes back: the whole cluster is restored into a directory of
its own, and PostgreSQL runs there, read-only, on a socket that only `postgres` can use. The cluster, its backups and
its archive do not notice. `BESIDE` is a directory that does not exist yet, where there is room for all of the cluster;
the time is a moment *before* the accident, with the zone's offset. For the latest state leave out `--target`;
`--repo`, `--set` and `--timeline` are as in *Restore*:

<#list beside.start as block>
[=block]

</#list>
It ends with what was reached, compared with what there was, the databases that it found, and these commands with
their names. A service runs it: it goes on without your terminal, and `--verify` instead of `--target` says all of
that again. A table that is gone, with its indexes and rights:

<#list beside.table as block>
[=block]

</#list>
Rows of a table that is there:

<#list beside.rows as block>
[=block]

</#list>
A database, as a new one, to be compared and renamed:

<#list beside.database as block>
[=block]

</#list>
At the end, or after a failure, this stops that PostgreSQL and removes the directory. It removes only a directory that
`--beside` has made:

<#list beside.remove as block>
[=block]

</#list>
A reboot ends it as well; then remove it, and begin again. A tablespace that was created after the backup stops the
recovery: PostgreSQL may write nothing outside of the directory. (`--db-include` of pgBackRest is not a way back for
one database: all others would be empty files that can only be dropped.)

## Restore

pgBackRest writes `recovery.signal`, `restore_command` and the recovery target itself. **Never write
them by hand**: the last `restore_command` wins, and one that does not fit leaves PostgreSQL with
`could not locate required checkpoint record`. Older guides have such steps; leave them out.

Every restore is step 1, **one** scenario, then steps 3 to 5. In each scenario the first block is the
command `pgbackrest-restore`: it does step 2 itself, looks before that whether anything is in the way,
says what it is about to do and asks for the stanza's name. It starts and stops nothing, and it ends with
what is left to do and how to go back. With `--dry-run` it only says what it would do, `--help` has the
rest, and `journalctl -t pgbackrest-restore` what it has said. The block below it does the same by hand,
after step 2, for where the command is not there or refuses.

Do not run `nixos-rebuild` in between: it would start the timers, and PostgreSQL. On a new machine it has
run once, and PostgreSQL has started empty there, which the repositories do not accept WAL from; the steps
are the same.

### Step 1: stop everything

Stop the applications that use the database first, then:

[=restore.stop]

Nothing may start PostgreSQL before step 3: in an empty data directory NixOS would create a new,
empty cluster.

### Step 2, by hand only: keep the old data directory, note what there is

`pgbackrest-restore` does this itself. Look first whether there is room for both (`df -h`) and whether the
data directory is a mount point:

<#list restore.inPlace as block>
[=block]

</#list>
No output: it is not, and it can move away. The new one must exist, empty, owned by `postgres`, with
mode 0700:

<#list restore.keep as block>
[=block]

</#list>
Note what each repository has, to be compared in step 4: the last backup, and the second name in
`wal archive min/max`, which is the last WAL. Its first eight digits are the timeline, in hex:

<#list restore.list as block>
[=block]

</#list>
A mount point (a ZFS dataset, for instance) cannot move, and without room for two directories the old
one cannot stay: then keep a snapshot if you can, leave out this step, and add `--delta` to the
restore command of your scenario. It replaces what differs and removes what is not in the backup. (In
an empty directory pgBackRest warns that it has disabled `--delta`, and goes on.) `pgbackrest-restore`
refuses such a place unless it is told `--in-place`.

### Scenario 1: the latest state

From [=restore.fastest], and all WAL up to the last archived segment:

<#list restore.latestByCommand as block>
[=block]

</#list>
By hand:

<#list restore.latest as block>
[=block]

</#list>
### Scenario 2: a point in time

The moment *before* the accident, as `YYYY-MM-DD HH:MM:SS` with the zone's offset. Without an offset it
would be local time, which `pgbackrest-restore` refuses. pgBackRest chooses the last backup that ended
before it:

<#list restore.pointInTimeByCommand as block>
[=block]

</#list>
By hand:

<#list restore.pointInTime as block>
[=block]

</#list>
This prints a time in the right form:

[=restore.aTime]

- Error 29: the time is not in that form.
- Error 75: no backup ended before that time. `info` shows when each one stopped; `pgbackrest-restore`
  says what can be restored from where.
- A second attempt: the first one has begun a new timeline, and PostgreSQL follows the newest, which leaves out
  what came after the first attempt's moment. `pgbackrest-restore` asks which one is meant, and refuses where it
  cannot ask: `--timeline 1` for what there was, for instance. By hand add `--target-timeline=1`.
- Error 58: the backup is not on the way to the newest timeline. As above; with `--target-timeline=current` it is
  the backup's own. Before pgBackRest 2.55 it is PostgreSQL that stops: `requested timeline … is not in this
  server's history`.
- PostgreSQL stops with `could not restore file … from archive`: see step 3.
- PostgreSQL stops with `recovery ended before configured recovery target was reached`: the time is
  after the last archived transaction. Use scenario 1.

### Scenario 3: another repository alone

<#if restore.others>
[=restore.first] is gone. Say which repository to use, so that nothing waits for the lost one:

<#list restore.offsiteByCommand as block>
[=block]

</#list>
By hand:

<#list restore.offsite as block>
[=block]

</#list>
Afterwards WAL stays in `pg_wal` until every repository takes it again, and may reach none while one is
gone: bring the lost repository back (when it is empty, run "stanza missing" of *Troubleshooting*), or
take it out of the description, render, and switch. Until then runs on the others may fail with error 82,
for a backup needs its WAL.
<#else>
There is no other repository: if [=restore.first] is gone, so are the backups. A second one, off site,
is a few lines in the description.
</#if>

### Scenario 4: a certain backup

Choose a label (such as `20260115-020015F`) and the number of its repository, for labels may occur in
more than one:

<#list restore.list as block>
[=block]

</#list>
The state at the end of that backup:

<#list restore.setByCommand as block>
[=block]

</#list>
By hand:

<#list restore.set as block>
[=block]

</#list>
Or that backup and all WAL since (with the timeline after error 58, as in scenario 2):

<#list restore.setAndOnByCommand as block>
[=block]

</#list>
By hand:

<#list restore.setAndOn as block>
[=block]

</#list>
### Step 3: start PostgreSQL and wait

NixOS gives PostgreSQL two minutes to start, and replaying WAL may take longer. So, once:

[=restore.start]

`systemctl` and `pg_ctl` are back while PostgreSQL still recovers; this returns at the end of it:

<#list restore.waiting as block>
[=block]

</#list>
It must say `active`. If it does not: `journalctl -u postgresql.service -n 50`. The restore may be
repeated from step 1.

`could not restore file … from archive` means that this file of WAL cannot be had: pgBackRest's message before it
says why. Recovery has stopped there instead of ending early with less than there is, and goes on at the next
start, once the repository answers. Where it is gone or damaged for good, restore again: from another repository
alone (scenario 3), or to a moment before (scenario 2).

### Step 4: verify, and back up anew

Has all been replayed that there was? After `pgbackrest-restore`, and after a restore by hand as well, it compares,
says what is missing from where to where, and ends with 1 where anything is:

<#list restore.compare as block>
[=block]

</#list>
By hand: the timeline and the end of the last segment's name that were replayed, to be compared with the last WAL
noted in step 2. After scenario 1 they must be the same. (*why* tells the target, or that there was none.)

<#list restore.compareByHand as block>
[=block]

</#list>
Where WAL is missing the applications must not come back yet: PostgreSQL would go on from that moment. Restore
from another repository, or decide to do without what is missing.

Look at your data too, before the applications come back. `check` wants every repository, so after
scenario 3 it fails for the lost one:

<#list restore.verify as block>
[=block]

</#list>
Error 82 within the first minutes: recovery's last request to the archive was in the way of the first push,
which is tried again after a minute; so try `check` again, too.

PostgreSQL is on a new timeline now. A full backup to every repository makes the next restore simple;
without it that may end with error 58. Each command waits for its end:

<#list restore.full as block>
[=block]

</#list>
### Step 5: back to normal

[=restore.resume]

Backups that were missed start at once. Start the applications. Remove the directory `….old-…` when nobody needs it any more.

### The way back

To what was there before the restore, after step 1, with the directory that was kept for `OLD`:

<#list restore.wayBack as block>
[=block]

</#list>
Then steps 3 to 5, and the full backups are not optional. Once the restored cluster has run, the repositories have
its timeline, too. Without a new one, and a backup on it, the next restore would follow that one, and all that is
written from now on would be left out. (Where a repository does not answer PostgreSQL does not start so: then take
`recovery.signal` away again, start it, and tell the next restore by `--timeline` which one is meant.)

**Tablespaces come back where they were**, and `pgbackrest-restore` refuses a cluster or a backup that has
some. By hand: keep each of their directories as step 2 keeps the data directory, with a new and empty one in
its place. That goes for a tablespace too that was created after the backup, for PostgreSQL empties its directory
when it comes to that in the WAL. Without it pgBackRest stops (error 40, or 47 where the directory is not
there), and with `--delta` it replaces what is there. To go back, all of them have to move back.
`--tablespace-map=NAME=DIRECTORY` restores one to another place.

A `pg_wal` that is a symbolic link comes back as a directory inside of the data directory, unless `--link-map`
says where to. Do not use `--link-all` on NixOS: `postgresql.conf` is a link into the store.

<#if drills?has_content>
## Restore drills

A drill restores the newest backup of one repository and all WAL since into a directory of its own, reads
every database there, and removes the directory. It needs as much room as the cluster and half as much
again at most, touches neither the cluster that runs nor its archive, and does not run beside another
drill. No backup waits for it: where its own has expired meanwhile, it says so and tries again with the newest,
three times at most. Now, waiting for the end:

[=drills.start]

How the last ones went (times are Unix time, `date --date=@…` reads them), and what they said:

[=drills.results]

[=drills.journal]

A drill that fails is a restore that would fail: find out why before you need it. "No room" is the one
harmless reason; `restoreDrill` takes a `directory` with more of it. A tablespace that is newer than the newest
backup fails a drill, too, until there is a newer backup: in the WAL PostgreSQL comes to its creation, and the
drill may not write there.

</#if>
<#if bootstrap?has_content>
## Bootstrap

Where [=bootstrap.dataDir] is empty or missing, [=bootstrap.unit] restores it before PostgreSQL starts: from
the first repository, in the order of their numbers, that answers with a backup, and PostgreSQL then replays
all WAL that this repository has. A cluster that is there is left alone. In every other case PostgreSQL does **not** start,
for in an empty directory NixOS would create a new cluster. What happened:

[=bootstrap.status]

What it says, and what to do:

- *no repository has a backup … that can be restored*: where a repository did not answer, mend it (or
  *Credentials*) and start PostgreSQL again. A **new cluster** has no backup yet: deploy once without
  `bootstrapFromBackup`, make a full backup, then deploy with it.
- *a restore was interrupted*, *has failed half-way*, *neither empty nor a whole cluster*: keep what is there, if there is room,
  and start again:

  [=bootstrap.keep]

  [=bootstrap.start]

  A mount point cannot move: empty it. Where you have restored by hand instead (*Restore*), remove
  [=bootstrap.inProgress].
- *which timeline?*: in the repository a timeline goes on although another one has branched off from it, so nobody
  can tell which is meant. Restore by hand (*Restore*), where `pgbackrest-restore` takes `--timeline`.
- *the last restore has not got all that there was*: recovery ended before the last WAL that the repository had. No
  full backup was made, and PostgreSQL was stopped. What is missing is in [=bootstrap.incomplete]. Mend the repository,
  or restore from another one by hand; or remove that file and start PostgreSQL to go on without.
- PostgreSQL stops with `could not restore file … from archive`: the repository does not answer any more. It does not
  go on without the WAL that it cannot get. Mend the repository and start PostgreSQL again: it goes on where it was.
- The repository is gone for good: move the directory away as above and start PostgreSQL again, which asks the next one.
  WAL that only the lost one had is lost.

After the recovery a full backup is made to every repository. One that could not be made keeps its marker (`…full-pending.…`) and is
tried at every start of PostgreSQL; once the repository is back:

[=bootstrap.backups]

Tablespaces outside of the data directory are not restored: the unit may write nowhere else.

</#if>
<#if snapshots?has_content>
## Snapshots

Fast, local, and crash-consistent only: what a power cut would leave. Good for "I dropped that table
two minutes ago", no substitute for a point in time, and gone with the pool.

<#list snapshots.datasets as dataset>
- [=dataset.name], template [=dataset.template]
</#list>

[=snapshots.list]

**A rollback destroys every newer snapshot and everything written since.** If in doubt restore from a
backup instead.

<#if snapshots.several>
**All datasets of the cluster go back together**, to snapshots of the same moment: data and WAL of
different moments do not start. Snapshots of separate datasets are not taken in one instant, so even
those of one run may not fit; then restore from a backup.

</#if>
1. *Restore*, step 1: stop everything.
2. Roll back, with the snapshots' names for `SNAPSHOT`:

   [=snapshots.rollback]

3. Let PostgreSQL go on along a timeline of its own. Otherwise it writes segments again that are in the
   archive already, archiving fails with error 45, and no backup can be completed. (Only here these
   settings are written by hand, for there is no `pgbackrest restore` that would.)

<#list snapshots.branch as block>
   [=block]

</#list>
4. *Restore*, steps 3 to 5, but for the comparison at the beginning of step 4: a rollback leaves WAL out on purpose.
   The full backups are not optional here.

</#if>
<#if credentials?has_content>
## Credentials

| option | from the variable | of the file |
|---|---|---|
<#list credentials.secrets as secret>
| [=secret.option] | <#if secret.variable?has_content>[=secret.variable]<#else>the whole file</#if> | [=secret.file] |
</#list>

A new secret is taken over by this; PostgreSQL, and backups that run, go on:

[=credentials.restart]

<#if credentials.rotation?has_content>
To have it done when the secret changes, in the NixOS configuration:

[=credentials.rotation]

</#if>
What a failure looks like:

- `pgbackrest-credentials.service` failed with `243/CREDENTIALS`: a file is missing. Otherwise its log
  names the file and the variable that are missing, empty or a placeholder; never the value.
- Error 37, `command requires option`: pgBackRest has no credentials. Then **no** repository gets WAL or
  backups, not even one that needs none.
<#if troubles.heldUp>
- Error 104 with `403`: the secret is there but wrong. WAL waits in `pg_wal`, and little of it gets to the
  other repositories: their backups fail with 82 (*A backup fails*).
<#else>
- Error 104 with `403`: the secret is there but wrong. Backups to the other repositories go on; WAL waits
  in `pg_wal`, and with asynchronous archiving pgBackRest 2.59 and newer send little to the others either.
</#if>
- Error 41: the command did not run as `postgres`.

[=credentials.files]

</#if>
## Troubleshooting

### WAL archiving fails

<#list troubles.archiving as block>
[=block]

</#list>
PostgreSQL keeps a segment in `pg_wal` until **every** repository has it. A growing number of `.ready`
files means that one does not take it; when the disk is full PostgreSQL stops. So mend the repository,
or make room. Never delete anything in `pg_wal`, and do not run `archive-push` by hand: a segment that
is not finished would be archived, and the finished one refused (error 45).
<#if troubles.queueMax?has_content>

`archive-push-queue-max` is [=troubles.queueMax]: over that pgBackRest **drops WAL and tells PostgreSQL
that it is archived**. `info`, `check` and later backups stay green; only the log of PostgreSQL says
`dropped WAL file`. Then make full backups at once, for no restore gets past the gap.
<#else>

`archive-push-queue-max` is not set, so no WAL is dropped.
</#if>

### A backup fails

`systemctl status` of the run shows its exit status, the log the message:

| status | meaning | what to do |
|---|---|---|
| 28, 44, 51 | the repository belongs to another cluster | right after an upgrade of PostgreSQL: *Upgrade*. Otherwise this is the wrong data directory, or a new and empty one: *Restore*. Never `stanza-upgrade` to silence it |
| 29, 31, 32 | the configuration is refused | render and deploy again; the message names the option |
| 37 | an option is missing, most often a secret | *Credentials* |
| 27, 56 | PostgreSQL does not answer | `systemctl status postgresql.service` |
| 50 | another pgBackRest command holds its lock | wait for it: `ps -u postgres -f` |
| 55 | there is no stanza in the repository | "stanza missing" below |
| 58 | the backups are on another timeline | *Restore*, step 4 |
| 63 | stopped by a signal | start it again |
| 75 | another run of ours held the lock for too long; from a restore: no such backup | see what runs: `systemctl list-units 'pgbackrest-*'` |
<#if troubles.heldUp>
| 82 | WAL did not reach the repository in time | *WAL archiving fails*. While another repository does not take WAL, this one gets no more than a few segments: mend that one, or take it out of the description and deploy. Once it is back, put it in again and make a full backup to it |
<#else>
| 82 | WAL did not reach the repository in time | *WAL archiving fails*. While another repository is out of reach each push waits for it, for up to 18 times `io-timeout`; backups wait for two of these, unless the description sets `archive-timeout` |
</#if>
| 103, 104 | the repository does not answer, or refuses | network, *Credentials*, room |

<#if troubles.mounts?has_content>
`… is not a mountpoint`: the file system of the repository is not mounted.

[=troubles.mounts]

</#if>
Stanza missing, for a new or emptied repository; it creates what is not there and changes nothing else:

<#list troubles.create as block>
[=block]

</#list>
### A restore is slow

More processes, and into the old directory only what differs:

<#list troubles.faster as block>
[=block]

</#list>
Use the nearest repository ([=restore.fastest]). Switching off the verification of TLS makes nothing
faster.

<#if troubles.metrics?has_content>
### Metrics do not change

[=troubles.metrics]

The directory must be the one that node_exporter reads (`--collector.textfile.directory`), the file
readable by everybody. When a repository does not answer its values stay the last known ones, and
`pgbackrest_collection_success` is 0.

</#if>
<#if troubles.server?has_content>
### The metrics server does not answer

[=troubles.server]

It gives up after five starts in ten minutes: when its address is taken or not there, or its web
configuration has a mistake or cannot be read by postgres. When a repository does not answer its values
stay the last known ones, and `pgbackrest_collection_success` is 0.

</#if>
<#if otherClusters?has_content>
## Other clusters

NixOS runs one PostgreSQL, `services.postgresql`. The stanza whose data directory that is has its
`archive_command` from the module; evaluation warns of every other one. Nobody but you can set up the
cluster of another stanza. Until then its backups fail: with error 87 while `archive_mode` is off, and
with 68 without an `archive_command`.

1. It runs on this host as the user `postgres`, in the data directory, on the port and with the socket
   directory of its stanza.
2. In its `postgresql.conf`:

<#list otherClusters.settings as block>
   [=block]

</#list>
3. What its service may write to, where that is restricted (`ReadWritePaths`):

   [=otherClusters.writePaths]

4. Restart it, and try:

<#list otherClusters.check as block>
   [=block]

</#list>
Its jobs run while its `postmaster.pid` is there; without it they are left out quietly, and alerts tell.
Where this guide says `postgresql.service`, take that cluster's own service.

</#if>
## Changes

What a `nixos-rebuild switch` does after the description has changed, or nixpkgs:

- Runs that are under way end as they began, and the switch names their units as not restarted. The next
  run is the new one.
- Timers start anew. One that has missed a run makes up for it at once.
- **PostgreSQL is restarted**, which ends all connections, where one of its settings is another: the
  archive's timeout, or archive_command, in which a new release of pgBackRest has a new path. A change of
  `/etc/pgbackrest/pgbackrest.conf` alone does not: each command reads it anew.
- What creates the stanzas runs again after such a change, for new repositories.

`archive_mode` and `archive_timeout` in `services.postgresql.settings` of your own win. An `archive_command` of
your own is refused as a conflict: whoever replaces it has no backups.

**What the backups belong to** does not change by the way: a repository's key, type, place, cipher or passphrase, a
stanza's name, data directory or major version. Whoever renders is asked first, and from NixOS 26.05 on a switch to
a system in which one of them is another is refused as well (`There are changes to critical components of the
system`). Where the change is meant, and what it leaves behind has been settled:

1. Render with the `--accept` that the finding names.
2. `nixos-rebuild boot` and a reboot, or `NIXOS_NO_CHECK=1 nixos-rebuild switch`, which leaves out all checks.
3. For a repository at a new place: full backups of every stanza to it at once (*Backups by hand*). Until then nothing
   can be restored from it. What is at the old place, no command of this host expires any more: delete it when the
   new one reaches back far enough.

To move a repository rather than to begin anew: stop the timers, copy all of it, change the path, render, switch, and
look at `pgbackrest info` before the timers start again.

A switch is also refused while a backup is being restored into a data directory: it would start PostgreSQL in the
middle of it.

## Upgrade

A new major version of PostgreSQL is another cluster to pgBackRest. `stanza-upgrade` is what makes a
repository accept it, and it is never automatic: it would accept a wrong or empty data directory as
well, whose backups would in time expire the good ones.

1. Full backups of the old version:

<#list upgrade.before as block>
   [=block]

</#list>
2. No run may start while the cluster is being upgraded:

   [=upgrade.stop]

3. Upgrade the cluster as the manual of NixOS says (`pg_upgrade`), set the new `version` and `dataDir`
   in the description, render, and switch, both confirmed as in *Changes*. The switch starts the timers
   again. Until the next step archiving (44), runs (51) and the unit that creates the stanza (28) fail and
   change nothing in the repositories; WAL waits in `pg_wal`.
4. With the **new** cluster running, and after a look that it holds your data:

<#list upgrade.after as block>
   [=block]

</#list>
5. Full backups again, as in the first step; then *Restore*, step 5.

Backups of the old version stay until retention takes them; only the old version of PostgreSQL can run
them.
<#if alerts?has_content>

## Alerts

Thresholds are in `alerts.yaml`.

<#list alerts as alert>
### [=alert.name]

Severity [=alert.severity], after [=alert.pending]. [=alert.meaning]

[=alert.commands]

</#list>
</#if>
