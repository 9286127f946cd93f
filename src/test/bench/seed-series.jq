# The seed's six series of each stanza and repository.
.[] as $s | $s.repo[].key as $k
| [ $s.backup[] | select(.database["repo-key"] == $k) ] as $b
| "{hostname=\"forge\",repo=\"repo\($k)\",stanza=\"\($s.name)\"}" as $l
| ( (["full", "diff", "incr"][] as $t
      | ([$b[] | select(.type == $t) | .timestamp.stop] | max) as $v | select($v != null)
      | "pgbackrest_last_\($t)_backup_timestamp\($l) \($v)"),
    "pgbackrest_backup_count\($l) \($b | length)",
    "pgbackrest_repo_size_bytes\($l) \([$b[].info.repository.delta] | add // 0)",
    ($b | max_by(.timestamp.stop) | select(. != null)
      | "pgbackrest_repo_backup_size_bytes\($l) \(.info.repository.delta)") )
