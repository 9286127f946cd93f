package io.github.pgbackrest2nix.metric;

/** What one unit of a metric's value stands for. */
public enum MetricUnit {
  /** Seconds since 1970-01-01T00:00:00Z. */
  UNIX_SECONDS,
  /** A length of time in seconds. */
  SECONDS,
  BYTES,
  /** How many there are. */
  COUNT,
  /** 1 for yes, 0 for no. */
  FLAG,
  /** One of pgBackRest's status codes, 0 for "ok". */
  STATUS_CODE,
  /** A place in a sequence, such as that of a WAL segment. */
  ORDINAL,
  /** Always 1; the labels are the message. */
  INFO
}
