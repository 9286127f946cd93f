# About twenty families of each stanza and repository: what a script with jq would have to calculate.
.[] as $s | $s.repo[] as $r | $r.key as $k
| [ $s.backup[] | select(.database["repo-key"] == $k) ] as $b
| "hostname=\"forge\",repo=\"repo\($k)\",stanza=\"\($s.name)\"" as $l
| ( "stanza_status{\($l)} \($s.status.code)",
    "repo_status{\($l),cipher=\"\($r.cipher)\"} \($r.status.code)",
    "backup_count{\($l)} \($b | length)",
    "repo_size_bytes{\($l)} \([$b[].info.repository.delta] | add // 0)",
    "backup_errors{\($l)} \([$b[] | select(.error)] | length)",
    "oldest_timestamp{\($l)} \([$b[].timestamp.stop] | min)",
    "wal_min{\($l)} \([$s.archive[] | select(.database["repo-key"] == $k) | .min] | min)",
    "wal_max{\($l)} \([$s.archive[] | select(.database["repo-key"] == $k) | .max] | max)",
    (["full", "diff", "incr"][] as $t
      | [$b[] | select(.type == $t)] as $of | "\($l),backup_type=\"\($t)\"" as $m
      | "count{\($m)} \($of | length)",
        ($of | max_by(.timestamp.stop) | select(. != null)
          | "last_stop{\($m)} \(.timestamp.stop)",
            "last_start{\($m)} \(.timestamp.start)",
            "last_duration{\($m)} \(.timestamp.stop - .timestamp.start)",
            "last_size{\($m)} \(.info.size)",
            "last_delta{\($m)} \(.info.delta)",
            "last_repo_delta{\($m)} \(.info.repository.delta)",
            "last_error{\($m)} \(if .error then 1 else 0 end)",
            "last_references{\($m)} \(.reference // [] | length)"),
        "size_sum{\($m)} \([$of[].info.size] | add // 0)",
        "repo_delta_sum{\($m)} \([$of[].info.repository.delta] | add // 0)"),
    ($b | max_by(.timestamp.stop) | select(. != null)
      | "newest_repo_delta{\($l)} \(.info.repository.delta)") )
