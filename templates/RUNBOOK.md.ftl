# Backups of PostgreSQL on [=host]

<#list header as line>
[=line]
</#list>
<#if gone?has_content>
<#list gone.disabled as name>
**[=name] is disabled** in the description: it gets no WAL and no backups, no restore looks there, and no alert is about it. That has to end: [One repository is gone](#one-repository-is-gone), step 3.

</#list>
</#if>
For pgBackRest [=version]. Calendars are in the time zone [=zone]. Run every `pgbackrest` command as the user `postgres`, as below: a file that `root` leaves behind stops the next backup.
<#if severalStanzas>
Where a step has several blocks, each begins with its stanza: use the one that you are here for.
</#if>

## What happened?

| what happened | where to go |
|---|---|
| a table or a database was dropped or damaged, and the rest must go on | [One table or one database](#one-table-or-one-database) |
| data were dropped or overwritten, and everything may go back to the moment before | [A point in time](#a-point-in-time) |
| the data directory is lost or damaged, the disk is dead | [The latest state](#the-latest-state) |
<#if restore.others>
| [=restore.first] is lost, and the data directory, too | [Another repository alone](#another-repository-alone) |
</#if>
<#if gone?has_content>
| one repository is gone, and stays so | [One repository is gone](#one-repository-is-gone) |
</#if>
| the machine is gone | [The machine is gone](#the-machine-is-gone) |
| a restore went to the wrong moment, or should not have been | [The way back](#the-way-back) |
| `pg_wal` grows, a repository takes no WAL, a disk is full | [WAL archiving fails](#wal-archiving-fails), [A file system is full](#a-file-system-is-full) |
| PostgreSQL says that it archives, and the repositories have no WAL of today | [PostgreSQL archives elsewhere](#postgresql-archives-elsewhere) |
| a backup or `check` fails | [A backup fails](#a-backup-fails) |
| wrong checksums, `invalid page`, exit status 26 | [Damaged pages](#damaged-pages) |
| a key or passphrase has leaked or must change, `403`, error 37 | [Credentials](#credentials) |
<#if bootstrap?has_content>
| PostgreSQL does not start on an empty data directory | [Bootstrap](#bootstrap) |
</#if>
<#if drills?has_content>
| a restore drill has failed | [Restore drills](#restore-drills) |
</#if>
| a copy is wanted on another machine | [Restore to another machine](#restore-to-another-machine) |
| a new major version of PostgreSQL, another repository | [Upgrade](#upgrade), [Changes](#changes) |
<#if alerts?has_content>
| an alert has fired | [Alerts](#alerts), by its name |
</#if>
| nothing, only a look | [Status](#status) |

**Back to 14:30 today?** This computes the moment in this host's own zone and changes nothing; `yesterday 14:30` and `2026-01-15 14:30` work, too. It says what would be restored, and what is in the way (PostgreSQL, while it runs):
<#list restore.tryPointInTime as block>
[=block]
</#list>
Then [step 1](#step-1-stop-everything), [A point in time](#a-point-in-time), and steps 3 to 5. **It costs everything that was written after that moment**, in all databases of the cluster.

## One table or one database
It comes back while the cluster runs, and nothing else goes back: the whole cluster is restored into a directory of its own, and PostgreSQL runs there, read-only, on a socket that only `postgres` can use. The cluster, its backups and its archive do not notice. `BESIDE` is a directory that does not exist yet, where there is room for all of the cluster; the time is a moment *before* the accident, with the zone's offset. For the latest state leave out `--target`; `--repo`, `--set` and `--timeline` are as in [Restore](#restore):
<#list beside.start as block>
[=block]
</#list>
It ends with what was reached, compared with what there was, the databases that it found, and commands with their names: for a table that is gone, for rows of one that is there, and for a database, which comes back as another one, to be compared and renamed. A service runs it: it goes on without your terminal, and `--verify` instead of `--target` says all of that again. A table that is gone, with its indexes and rights:
<#list beside.table as block>
[=block]
</#list>
At the end, or after a failure, this stops that PostgreSQL and removes the directory. It removes only a directory that `--beside` has made:
<#list beside.remove as block>
[=block]
</#list>
A reboot ends it as well; then remove it, and begin again. A tablespace that was created after the backup stops the recovery: PostgreSQL may write nothing outside of the directory. (`--db-include` of pgBackRest is not a way back for one database: all others would be empty files that can only be dropped.)

## Restore
Every restore is step 1, **one** of the scenarios, which is step 2, then steps 3 to 5. `pgbackrest-restore` looks first whether anything is in the way, says what it is about to do, and asks for the stanza's name. It keeps the old data directory as `….old-…`, starts and stops nothing, and ends with what is left to do and how to go back. `--dry-run` changes nothing, `--help` has the rest, `journalctl -t pgbackrest-restore` what it has said. [By hand](#appendix-restores-by-hand) is for where the command is not there or refuses.

Do not run `nixos-rebuild` in between: it would start the timers, and PostgreSQL. Never write `recovery.signal`, `restore_command` or a target by hand, as older guides do: pgBackRest writes them, and the last one would win.

### Step 1: stop everything
Stop the applications that use the database first, then:
[=restore.stop]
Nothing may start PostgreSQL before step 3: in an empty data directory NixOS would create a new, empty cluster.

### The latest state
From [=restore.fastest], and all WAL up to the last archived segment; what had not been archived may be in `pg_wal` of the old directory. After a dead disk mount the new one first: an empty cluster that NixOS has created there meanwhile is kept as an old directory would be.
<#list restore.latestByCommand as block>
[=block]
</#list>

### A point in time
The moment *before* the accident. `date` adds the offset that this host had at that time (in the hour that clocks repeat in autumn, look at it); a time without one is refused. What was written afterwards is gone from the cluster: what of it is wanted comes from the old directory, which is kept.
<#list restore.pointInTimeByCommand as block>
[=block]
</#list>
- Error 75, or *no backup ended before*: the command says what can be restored from where.
- A second attempt: the first one has begun a new timeline. The command asks which one is meant, and refuses where it cannot ask: `--timeline 1` for what there was at first, for instance.
- Error 58: the backup is not on the way to the newest timeline: `--timeline` as above, `current` is the backup's own. Before pgBackRest 2.55 it is PostgreSQL that stops: `requested timeline … is not in this server's history`.
- PostgreSQL stops with `recovery ended before configured recovery target was reached`: the time is after the last archived transaction. Take the latest state.

### Another repository alone
<#if restore.others>
[=restore.first] is gone. Say which repository to use, so that nothing waits for the lost one (it goes with `--target`, too):
<#list restore.offsiteByCommand as block>
[=block]
</#list>
Afterwards WAL stays in `pg_wal` until every repository takes it again, and may reach none while one is gone: bring the lost repository back (when it is empty, see "stanza missing" of [A backup fails](#a-backup-fails)), or disable it: [One repository is gone](#one-repository-is-gone). Until then runs on the others may fail with error 82, for a backup needs its WAL.
<#else>
There is no other repository: if [=restore.first] is gone, so are the backups. A second one, off site, is a few lines in the description.
</#if>

### A certain backup
With a label and the number of its repository for `SET` and `REPO`, both from `info` ([Status](#status)). The state at the end of that backup (without `--immediate`: and all WAL since):
<#list restore.setByCommand as block>
[=block]
</#list>

### A restore is slow
Use the nearest repository ([=restore.fastest]). `process-max` in the description sets how many processes restore, and `pgbackrest-restore --in-place` copies only what differs, but keeps nothing of the old directory. Both go with the options of the scenario at hand, its target above all: without it the accident would be replayed.

### Step 3: start PostgreSQL and wait
NixOS gives PostgreSQL two minutes to start, and replaying WAL may take longer. So, once:
[=restore.start]
`systemctl` is back while PostgreSQL still recovers; this returns at the end of it:
<#list restore.waiting as block>
[=block]
</#list>
It must say `active`. If it does not: `journalctl -u postgresql.service -n 50`. The restore may be repeated from step 1.

`could not restore file … from archive`: this file of WAL cannot be had, and pgBackRest's message before it says why. Recovery has stopped instead of ending early with less than there is, and goes on at the next start, once the repository answers. Where the file is gone for good, restore from another repository alone, or to a moment before.

### Step 4: verify, and back up anew
Has all been replayed that there was, also after a restore by hand? This says what is missing from where to where, and ends with 1 where anything is:
<#list restore.compare as block>
[=block]
</#list>
Where WAL is missing the applications must not come back yet: PostgreSQL would go on from that moment. Restore from another repository, or decide to do without what is missing. Look at your data, too. `check` wants every repository, so it fails while one is lost:
<#list restore.verify as block>
[=block]
</#list>
Error 82 within the first minutes: recovery's last request was in the way of the first push, which is tried again after a minute; so try `check` again, too.

PostgreSQL is on a new timeline now. Full backups to every repository, without which the next restore may end with error 58; each command waits for its end:
<#list restore.full as block>
[=block]
</#list>

### Step 5: back to normal
[=restore.resume]
Backups that were missed start at once. Start the applications. Remove `….old-…` when nobody needs it any more.

### The way back
To what was there before the restore, after step 1. Which directories were kept:
<#list restore.kept as block>
[=block]
</#list>
With the name of the right one for `OLD`; with a name that is not there this does nothing:
<#list restore.wayBack as block>
[=block]
</#list>
Then steps 3 to 5, and the full backups are not optional: the repositories have the restored cluster's timeline, too, and without a new one, and a backup on it, the next restore would follow that one. (Where a repository does not answer PostgreSQL does not start so: take `recovery.signal` away again, start it, and give the next restore its `--timeline`.)

### Tablespaces and links
Tablespaces come back where they were. What is in a tablespace's directory stays there under another name, `PG_….old-…`: the directory may be a mount point, and needs room for both. The way back brings all of it back together. `--in-place` replaces tablespaces, too. `--tablespace-map NAME=DIRECTORY` restores one into another directory, where its disk is gone or full; `postgresql.service` must be allowed to write there (`ReadWritePaths` of its `serviceConfig`). Whatever cannot be done, because a directory is not there or does not belong to `postgres`, for instance, is refused before anything moves.

A tablespace that was created after the backup is created again from WAL, in the same directory: PostgreSQL needs it there, and does not empty it, so that tables would end with rows of the future. The command moves what is in it out of the way. It knows of such tablespaces from the old data directory: where that is lost, rename `PG_…` in their directories yourself.

A `pg_wal` that is a link comes back as a directory, unless `--link-map` of a restore [by hand](#by-hand-restore) says where to. No `--link-all` on NixOS: `postgresql.conf` is a link into the store.

## The machine is gone
What the new machine needs that is not in the repositories: [What must be kept outside this host](#what-must-be-kept-outside-this-host).

1. See to it that the old machine does not come back: two hosts with this configuration would archive into the same repositories, and spoil them.
2. Install the new one with this host's configuration, the same major version of PostgreSQL, the mounts, and the key that opens the secrets there before its first boot.
<#if bootstrap?has_content>
3. [=bootstrap.unit] restores the empty data directory before PostgreSQL starts, where the repositories answer with their backups ([Status](#status)). If not: [Credentials](#credentials), and the mounts. Go on with [Bootstrap](#bootstrap).
<#else>
3. PostgreSQL starts empty there. The repositories refuse the WAL and the backups of that cluster (28, 44, 51): nothing in them is overwritten. Never `stanza-upgrade` to silence that.
4. Do the repositories answer with their backups ([Status](#status))? If not: [Credentials](#credentials), and the mounts.
5. Restore [the latest state](#the-latest-state), from step 1 on. What it keeps as `….old-…` is the empty cluster. Alerts and drills begin anew.
</#if>

### What must be kept outside this host
With another person, or in a safe; without it the backups are of no use:
- the NixOS configuration of this host, with the description that this was rendered from, in a repository elsewhere
- where the repositories are: [What is where](#what-is-where)
<#if credentials?has_content>
<#if credentials.passphrases?has_content>
- the passphrases, without which nobody can read the backups: <#list credentials.passphrases as option>[=option]<#sep>, </#list>
</#if>
<#if credentials.accessKeys?has_content>
- the keys of the repositories, or how to get new ones: <#list credentials.accessKeys as option>[=option]<#sep>, </#list>
</#if>
- what opens the secrets on the host: with sops-nix and agenix most often its SSH key, `/etc/ssh/ssh_host_ed25519_key`. Encrypt them for a second key, too, that is not on this host: a new machine has another one.
</#if>

### What must survive a reboot
Where the root file system is emptied at boot (impermanence), these directories are not: the clusters with the directories that restores keep, WAL that waits for a repository, how the last runs and drills went, and when timers ran.
[=persistence]

### Restore to another machine
A staging host or a laptop, with PostgreSQL of the same major version and pgBackRest. Nothing there knows of archiving: its configuration has only the lines of a repository, and the cluster is restored with `archive_mode` off. On this host, for [=elsewhere.repository]:
[=elsewhere.take]
Bring this file to the other machine as `/srv/copy/pgbackrest.conf`, with `archive-get.sh` of the folder of this file beside it, in a directory of the user who runs PostgreSQL there. <#if elsewhere.secrets?has_content>Add, with mode 0600 and if possible a key that may only read: <#list elsewhere.secrets as option>[=option]<#sep>, </#list>. </#if><#if elsewhere.mount?has_content>[=elsewhere.mount] must be mounted there, read-only is enough. </#if>Files that it names must be there, too. As that user (`--type=time --target="$TARGET" --target-action=promote` as in [By hand](#by-hand-restore) go before `restore`); the server has a socket in that directory only, the last command returns when all WAL has been replayed, and must say `off` (nothing: PostgreSQL has stopped, and `/srv/copy/log` says why):
<#list elsewhere.restore as block>
[=block]
</#list>

<#if gone?has_content>
## One repository is gone
For a file server that stays dead, or a bucket that refuses. PostgreSQL keeps all WAL that one repository does not take, and stops when the disk is full.

1. In the description, below the repository's name, write `enabled: false`, then render and switch. Archiving, backups and alerts go on without it, and everything else may stay as it is written. PostgreSQL is not restarted.
<#if gone.unmount?has_content>
   Where commands hang on the repository's file system (state `D` in `ps -u postgres -o pid,stat,args`), first take that away:
   [=gone.unmount]
</#if>
2. Waiting WAL goes to the other repositories within minutes, and PostgreSQL removes it at a checkpoint:
<#list gone.room as block>
   [=block]
</#list>
   If the disk is full before that, make room beside `pg_wal` or enlarge the file system; never delete anything in `pg_wal`.
3. Once it is back, remove `enabled: false`, render and switch; what creates the stanza runs by itself, also for an empty repository. Then make a full backup to it at once, as in [Backups by hand](#backups-by-hand) for one repository.

It lacks the WAL that was written meanwhile. From its older backups alone a restore reaches the beginning of that gap: by hand one of the latest state ends there without an error, and one to a later moment with `recovery ended before configured recovery target was reached`. The other repositories have that WAL, and the full backup does not need it. `PostgreSQLWalGap` fires for this repository until its older backups have expired.

</#if>
## Troubleshooting

### WAL archiving fails
<#list troubles.archiving as block>
[=block]
</#list>
PostgreSQL keeps a segment in `pg_wal` until **every** repository has it. A growing number of `.ready` files means that one does not take it; when the disk is full PostgreSQL stops. So mend the repository, or disable it. Never delete anything in `pg_wal`, and do not run `archive-push` by hand: a segment that is not finished would be archived, and the finished one refused (error 45).
<#if troubles.queueMax?has_content>

`archive-push-queue-max` is [=troubles.queueMax]: over that pgBackRest **drops WAL and tells PostgreSQL that it is archived**. `info`, `check` and later backups stay green; only the log of PostgreSQL says `dropped WAL file`. Then make full backups at once, for no restore gets past the gap.
<#else>
`archive-push-queue-max` is not set, so no WAL is dropped.
</#if>

### PostgreSQL archives elsewhere
`pg_stat_archiver` and `pg_wal` look well, and the repository lacks WAL: another `archive_command` is in force. Where each setting is from:
<#list troubles.elsewhere as each>
[=each.look]
</#list>
The settings of this host are in `postgresql.conf`; `postgresql.auto.conf` is from an `ALTER SYSTEM` and wins, and `source` is `command line` for what the server was started with. To take back what `ALTER SYSTEM` has set (`archive_library` likewise; a changed `archive_mode` waits for a restart):
<#list troubles.elsewhere as each>
[=each.reset]
</#list>
When `check` has succeeded, make full backups in all repositories: [Backups by hand](#backups-by-hand). PostgreSQL does not archive again what it took for archived meanwhile, so no restore reaches a moment between the last segment in the repository and the end of these backups.

### A file system is full
A repository without room takes neither backups nor WAL, so `pg_wal` grows until it has none either. What takes the room:
<#list space.look as block>
[=block]
</#list>
To keep fewer full backups in `REPO`, once; this says what would go, and with `DRY=` it goes, also while PostgreSQL is stopped:
<#list space.expire as block>
[=block]
</#list>
<#if space.leftovers>
The files that go first are what no command will finish; a push or a backup at work then fails, and is tried again. Delete nothing else there by hand.<#else>Delete nothing there by hand.</#if> To keep less from now on, lower `retention` in the description; `retention.archive` keeps WAL for that many of the newest full backups only, and a restore from an older one then reaches its own end and nothing later.

When `pg_wal` has no room PostgreSQL stops, and its log says `No space left on device`. Nothing is lost, unless something is deleted there. Enlarge the file system, or remove what is not PostgreSQL's from it: some segments' room is enough. Once each repository takes WAL or is disabled ([WAL archiving fails](#wal-archiving-fails)), WAL is sent, and its room is free after a checkpoint:
<#list space.drain as block>
[=block]
</#list>

### A backup fails
`systemctl status` of the run shows its exit status, and its log the message: [Exit statuses](#appendix-exit-statuses) says what each means and what to do.

<#if troubles.mounts?has_content>
`… is not a mountpoint`: the file system of the repository is not mounted.
[=troubles.mounts]

</#if>
Stanza missing, for a new or emptied repository; it creates what is not there and changes nothing else:
<#list troubles.create as block>
[=block]
</#list>

### Damaged pages
pgBackRest found pages whose checksum is wrong, as the database has them (`info --set=LABEL` names the files, and exit status 26 of a drill means the same): the storage or memory of this host is at fault, not the repository. Backups from before the damage are sound; stop the timers (step 1 of [Restore](#restore)) so that none of them expires. Then mend the hardware, and restore [a certain backup](#a-certain-backup) from before it without `--immediate`, or what is damaged alone.

<#if troubles.metrics?has_content>
### Metrics do not change
[=troubles.metrics]
The directory must be the one that node_exporter reads (`--collector.textfile.directory`), the file readable by everybody. When a repository does not answer its values stay the last known ones, and `pgbackrest_collection_success` is 0.

</#if>
<#if troubles.server?has_content>
### The metrics server does not answer
[=troubles.server]
It gives up after five starts in ten minutes: when its address is taken or not there, or its web configuration has a mistake or cannot be read by postgres. When a repository does not answer its values stay the last known ones, and `pgbackrest_collection_success` is 0.

</#if>
## Credentials

<#if credentials?has_content>
| option | from the variable | of the file |
|---|---|---|
<#list credentials.secrets as secret>
| [=secret.option] | <#if secret.variable?has_content>[=secret.variable]<#else>the whole file</#if> | [=secret.file] |
</#list>

What a failure looks like:
- `pgbackrest-credentials.service` failed with `243/CREDENTIALS`: a file is missing. Otherwise its log names the file and the variable that are missing, empty or a placeholder; never the value.
- Error 37, `command requires option`: pgBackRest has no credentials. Then **no** repository gets WAL or backups.
<#if troubles.heldUp>
- Error 104 with `403`: the secret is there but wrong. WAL waits in `pg_wal`, and little of it gets to the other repositories: their backups fail with 82 ([A backup fails](#a-backup-fails)).
<#else>
- Error 104 with `403`: the secret is there but wrong. Backups to the other repositories go on; WAL waits in `pg_wal`, and with asynchronous archiving pgBackRest 2.59 and newer send little to the others either.
</#if>
- Error 41: the command did not run as `postgres`.
[=credentials.files]

<#if credentials.accessKeys?has_content>
### A new access key
For <#list credentials.accessKeys as option>[=option]<#sep>, </#list>. The old key goes last, so that no WAL waits:
1. Make a second key where the first one is from, for the same bucket or account. The old one stays valid.
2. Put it into the file above, as this host gets its secrets (for sops-nix or agenix: edit, and switch).
3. Take it over (PostgreSQL, and backups that run, go on), and see whether the repository answers and WAL gets there:
<#list credentials.restart as block>
   [=block]
</#list>
4. Only now revoke the old key, and run this again.

<#if credentials.rotation?has_content>
To have step 3 done when the secret changes, in the NixOS configuration:
[=credentials.rotation]

</#if>
</#if>
<#if credentials.passphrases?has_content>
### A new passphrase
<#list credentials.passphrases as option>[=option]<#sep>, </#list>: **never change one in place**. All that is in the repository was written with it, nothing encrypts it anew, and with another one no command can read it: archiving and backups stop, and so do restores. A new passphrase needs a new repository:
1. Describe a second repository under a new key, with a path and a passphrase of its own. Keep the passphrase outside this host first. Render and switch: its stanza is created, and WAL goes to both.
2. A full backup to it at once ([Backups by hand](#backups-by-hand)), and jobs for it in the description.
3. When it reaches back far enough, take the old repository out of the description, and delete it where it is. If the old passphrase has leaked, delete it as soon as the first backup is complete: who has both can read it.

</#if>
<#else>
No repository of this host has a secret: who can read its files can read the backups. A passphrase cannot be given to a repository that is there; it needs a new one, under a new key and path, with a passphrase of its own, and a full backup.

</#if>
<#if drills?has_content>
## Restore drills
A drill restores a backup of one repository and WAL into a directory of its own, reads every database there, and removes the directory. It needs as much room as the cluster and half as much again at most, touches neither the cluster nor its archive, and no backup waits for it. Now, waiting for the end; how the last ones went (times are Unix time, `date --date=@…` reads them); what they said:
[=drills.start]
[=drills.look]
A drill that fails is a restore that would fail: find out why before you need it. "No room" is the one harmless reason; `restoreDrill` takes a `directory` with more of it. A tablespace that is newer than the newest backup fails a drill, too, until there is a newer backup: the drill may not write there.

</#if>
<#if bootstrap?has_content>
## Bootstrap
Where [=bootstrap.dataDir] is empty or missing, [=bootstrap.unit] restores it before PostgreSQL starts: from the first repository, in the order of their numbers, that answers with a backup, and PostgreSQL then replays all WAL that this repository has. A cluster that is there is left alone. In every other case PostgreSQL does **not** start, for in an empty directory NixOS would create a new cluster. What happened:
[=bootstrap.status]
What it says, and what to do:
- *no repository has a backup … that can be restored*: where a repository did not answer, mend it (or [Credentials](#credentials)) and start PostgreSQL again. A **new cluster** has no backup yet: deploy once without `bootstrapFromBackup`, make a full backup, then deploy with it.
- *a restore was interrupted*, *has failed half-way*, *neither empty nor a whole cluster*: keep what is there, if there is room, and start again:
  [=bootstrap.keep]
  [=bootstrap.start]
  A mount point cannot move: empty it. Where you have restored by hand instead ([Restore](#restore)), remove
  [=bootstrap.inProgress].
- *which timeline?*: in the repository a timeline goes on although another one has branched off from it, so nobody can tell which is meant. Restore by hand ([Restore](#restore)), where `pgbackrest-restore` takes `--timeline`.
- *the last restore has not got all that there was*: recovery ended before the last WAL that the repository had. No full backup was made, and PostgreSQL was stopped. What is missing is in [=bootstrap.incomplete]. Mend the repository, or restore from another one by hand; or remove that file and start PostgreSQL to go on without.
- PostgreSQL stops with `could not restore file … from archive`: the repository does not answer any more. It does not go on without the WAL that it cannot get. Mend the repository and start PostgreSQL again: it goes on where it was.
- The repository is gone for good: move the directory away as above and start PostgreSQL again, which asks the next one. WAL that only the lost one had is lost.

After the recovery a full backup is made to every repository. One that could not be made keeps its marker (`…full-pending.…`) and is tried at every start of PostgreSQL; once the repository is back:
[=bootstrap.backups]
Tablespaces outside of the data directory are not restored: the unit may write nowhere else.

</#if>
<#if snapshots?has_content>
## Snapshots
Fast, local, and crash-consistent only: what a power cut would leave. Good for "I dropped that table two minutes ago", no substitute for a point in time, and gone with the pool.

The datasets: <#list snapshots.datasets as dataset>[=dataset.name] (template [=dataset.template])<#sep>, </#list>.
[=snapshots.list]
**A rollback destroys every newer snapshot and everything written since.** If in doubt restore from a backup instead.

<#if snapshots.several>
**All datasets of the cluster go back together**, to snapshots of the same moment: data and WAL of different moments do not start. Snapshots of separate datasets are not taken in one instant, so even those of one run may not fit; then restore from a backup.

</#if>
1. [Step 1](#step-1-stop-everything): stop everything.
2. Roll back, with the snapshots' names for `SNAPSHOT`, and let PostgreSQL go on along a timeline of its own. Otherwise it writes segments again that are in the archive already, archiving fails with error 45, and no backup can be completed. (Only here these settings are written by hand, for there is no `pgbackrest restore` that would.)
   [=snapshots.rollback]
3. [Restore](#restore), steps 3 to 5, but for the comparison at the beginning of step 4: a rollback leaves WAL out on purpose. The full backups are not optional here.

</#if>
## What is where

| repository | location | kept | on the mount |
|---|---|---|---|
<#list places.repositories as row>
| [=row.name] | [=row.location] | [=row.retention] | [=row.mount] |
</#list>

WAL goes to every repository as it is written, backups go where their job says. Numbers under "kept" are backups, days where the type is time; an older backup goes when a newer one is complete.

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
Each repository must be `ok` and have a recent full backup (`info` ends with success even when one does not answer: read its status line). `expire` says what the next backup would delete; the window shrinks when full backups fail.
<#list backups.look as block>
[=block]
</#list>
When the timers ran and run next<#if backups.metrics?has_content>, and what Prometheus sees</#if>:
[=backups.timers]

## Backups by hand
A service backs up to all repositories of its job and waits for the end (`--no-block` does not wait); those of one repository alone follow. Prefer the services: they wait for each other, while the bare command fails at once with error 50 beside a running backup.
<#list backups.jobs as block>
[=block]
</#list>

<#if otherClusters?has_content>
## Other clusters
NixOS runs one PostgreSQL, `services.postgresql`. The stanza whose data directory that is has its `archive_command` from the module; evaluation warns of every other one. Nobody but you can set up the cluster of another stanza. Until then its backups fail: with error 87 while `archive_mode` is off, and with 68 without an `archive_command`.

1. It runs on this host as the user `postgres`, in the data directory, on the port and with the socket directory of its stanza.
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
Its jobs run while its `postmaster.pid` is there; without it they are left out quietly, and alerts tell. Where this guide says `postgresql.service`, take that cluster's own service.

</#if>
## Changes
A `nixos-rebuild switch` lets runs that are under way end as they began, and starts timers anew. It restarts PostgreSQL where one of its settings is another: the archive's timeout, or archive_command, in which a new release of pgBackRest has a new path. It is refused while a backup is being restored. An `archive_command` of your own is a conflict: whoever replaces it has no backups.

**What the backups belong to** is asked for before it changes: a repository's key, type, place, cipher or passphrase, a stanza's name, data directory or major version. From NixOS 26.05 on such a switch is refused (`There are changes to critical components of the system`). Where it is meant, and what it leaves behind is settled:
1. Render with the `--accept` that the finding names.
2. `nixos-rebuild boot` and a reboot, or `NIXOS_NO_CHECK=1 nixos-rebuild switch`, which leaves out all checks.
3. For a repository at a new place: full backups of every stanza to it at once ([Backups by hand](#backups-by-hand)). What is at the old place no command of this host expires any more: delete it when the new one reaches back far enough.

To move a repository instead: stop the timers, copy all of it, change the path, render, switch, and look at `pgbackrest info` before the timers start again.

## Upgrade
A new major version of PostgreSQL is another cluster to pgBackRest. `stanza-upgrade` is what makes a repository accept it, and it is never automatic: it would accept a wrong or empty data directory as well, whose backups would in time expire the good ones.

1. Full backups of the old version, as in [step 4](#step-4-verify-and-back-up-anew). Then stop the timers, the first command of [step 1](#step-1-stop-everything): no run may start while the cluster is being upgraded.
2. Upgrade the cluster as the manual of NixOS says (`pg_upgrade`), set the new `version` and `dataDir` in the description, render, and switch, both confirmed as in [Changes](#changes). The switch starts the timers again. Until the next step archiving (44), runs (51) and the unit that creates the stanza (28) fail and change nothing in the repositories; WAL waits in `pg_wal`.
3. With the **new** cluster running, and after a look that it holds your data:
<#list upgrade.after as block>
   [=block]
</#list>
4. Full backups again and, where the timers are still stopped, [step 5](#step-5-back-to-normal).

Backups of the old version stay until retention takes them; only the old version of PostgreSQL can run them.
<#if alerts?has_content>

## Alerts
Each alert's annotation `runbook` is the command to begin with; thresholds are in `alerts.yaml`.

| alert | severity | what it means | go on with |
|---|---|---|---|
<#list alerts as alert>
| [=alert.name] | [=alert.severity] | [=alert.meaning] | <#list alert.places as place>[[=place.title]](#[=place.anchor])<#sep>, </#list> |
</#list>
</#if>

## Appendix: restores by hand
For where `pgbackrest-restore` is not there or refuses: after step 1 keep the old directory, restore by **one** of the forms, and go on with step 3. pgBackRest refuses a directory that is not empty (error 40), so no form overwrites anything.

### By hand: keep the old directory
Is there room for both (`df -h`), and can the data directory move? The second block does nothing while a PostgreSQL works there (a `postmaster.pid` that a crash has left behind is removed by hand, when `ps -u postgres -f` shows none):
<#list restore.look as block>
[=block]
</#list>
<#list restore.keep as block>
[=block]
</#list>
A mount point cannot move, and without room for two directories the old one cannot stay: then take a snapshot if you can, and add `--delta` to the form that you use. **It replaces what differs and removes what is not in the backup.** The block keeps what is in the directories of tablespaces, too; `--tablespace-map=NAME=DIRECTORY` goes before `restore` in each form.

### By hand: restore
Error 29: the time is not in the form that `date` prints. On a second attempt a point in time needs `--target-timeline=1`, for instance. The end of a backup without `--type=immediate --target-action=promote` is that backup and all WAL since. The latest state:
<#list restore.latest as block>
[=block]
</#list>
A point in time:
<#list restore.pointInTime as block>
[=block]
</#list>
<#if restore.others>
Another repository alone:
<#list restore.offsite as block>
[=block]
</#list>
</#if>
The end of a certain backup:
<#list restore.set as block>
[=block]
</#list>

## Appendix: exit statuses

| status | meaning | what to do |
|---|---|---|
<#list troubles.exitCodes as each>
| [=each.codes] | [=each.meaning] | [=each.remedy]<#if each.waitsForWal><#if troubles.heldUp> While another repository does not take WAL, this one gets no more than a few segments: mend that one, or disable it: [One repository is gone](#one-repository-is-gone)<#else> While another repository is out of reach each push waits for it, for up to 18 times `io-timeout`; backups wait for two of these, unless the description sets `archive-timeout`</#if></#if> |
</#list>
<#if troubles.defects?has_content>

## Appendix: known defects
pgBackRest [=version] has these, as far as this host meets them. A newer one comes with nixpkgs; then raise `target.pgbackrest` in the description, patch level included, and render.
<#list troubles.defects as each>
- It [=each.consequence]: [=each.remedy] ([source]([=each.source])).
</#list>
</#if>
