package io.github.pgbackrest2nix.calendar;

import java.util.LinkedHashMap;
import java.util.Map;

/** Expressions picked by hand; {@link CalendarOracleIT} holds both tables against systemd. */
final class ExpressionTable {
  /** Accepted expressions with their normalized form; the first are the manual's. */
  static final Map<String, String> ACCEPTED =
      table(
          """
          Sat,Thu,Mon..Wed,Sat..Sun | Mon..Thu,Sat,Sun *-*-* 00:00:00
          Mon,Sun 12-*-* 2,1:23 | Mon,Sun 2012-*-* 01,02:23:00
          Wed *-1 | Wed *-*-01 00:00:00
          Wed..Wed,Wed *-1 | Wed *-*-01 00:00:00
          Wed, 17:48 | Wed *-*-* 17:48:00
          Wed..Sat,Tue 12-10-15 1:2:3 | Tue..Sat 2012-10-15 01:02:03
          *-*-7 0:0:0 | *-*-07 00:00:00
          10-15 | *-10-15 00:00:00
          monday *-12-* 17:00 | Mon *-12-* 17:00:00
          Mon,Fri *-*-3,1,2 *:30:45 | Mon,Fri *-*-01,02,03 *:30:45
          12,14,13,12:20,10,30 | *-*-* 12,13,14:10,20,30:00
          12..14:10,20,30 | *-*-* 12..14:10,20,30:00
          mon,fri *-1/2-1,3 *:30:45 | Mon,Fri *-01/2-01,03 *:30:45
          03-05 08:05:40 | *-03-05 08:05:40
          08:05:40 | *-*-* 08:05:40
          05:40 | *-*-* 05:40:00
          Sat,Sun 12-05 08:05:40 | Sat,Sun *-12-05 08:05:40
          Sat,Sun 08:05:40 | Sat,Sun *-*-* 08:05:40
          2003-03-05 05:40 | 2003-03-05 05:40:00
          05:40:23.4200004/3.1700005 | *-*-* 05:40:23.420000/3.170001
          2003-02..04-05 | 2003-02..04-05 00:00:00
          2003-03-05 05:40 UTC | 2003-03-05 05:40:00 UTC
          2003-03-05 | 2003-03-05 00:00:00
          03-05 | *-03-05 00:00:00
          hourly | *-*-* *:00:00
          daily | *-*-* 00:00:00
          daily UTC | *-*-* 00:00:00 UTC
          monthly | *-*-01 00:00:00
          weekly | Mon *-*-* 00:00:00
          weekly Pacific/Auckland | Mon *-*-* 00:00:00 Pacific/Auckland
          yearly | *-01-01 00:00:00
          annually | *-01-01 00:00:00
          *:2/3 | *-*-* *:02/3:00
          minutely | *-*-* *:*:00
          quarterly | *-01,04,07,10-01 00:00:00
          semiannually | *-01,07-01 00:00:00
          semi-annually | *-01,07-01 00:00:00
          biannually | *-01,07-01 00:00:00
          bi-annually | *-01,07-01 00:00:00
          anually | *-01-01 00:00:00
          HoURly utc | *-*-* *:00:00 UTC
          00/6:30 | *-*-* 00/6:30:00
          *:0/15 | *-*-* *:00/15:00
          Sun 07:00 | Sun *-*-* 07:00:00
          Mon-Fri 03:00 | Mon..Fri *-*-* 03:00:00
          Monday..sunday 3:0 | *-*-* 03:00:00
          Mon,Tue,Thu,Fri | Mon,Tue,Thu,Fri *-*-* 00:00:00
          Mon,  4:00 | Mon *-*-* 04:00:00
          Mon | Mon *-*-* 00:00:00
          *-*-* | *-*-* 00:00:00
          *:*:* | *-*-* *:*:*
          *:*:0/1,5 | *-*-* *:*:*
          *:*:0..59 | *-*-* *:*:00..59
          *:*:0.5 | *-*-* *:*:00.500000
          *:*:1.25..3.5/0.25 | *-*-* *:*:01.250000..03.500000/0.250000
          *-02~03 | *-02~03 00:00:00
          Mon *-05~07/1 | Mon *-05~07/1 00:00:00
          *-*~28 | *-*~28 00:00:00
          10~5 | *-10~05 00:00:00
          *-*~1..3/2 | *-*~01..03/2 00:00:00
          *-*~* 3:0 | *-*-* 03:00:00
          69-1-1 | 2069-01-01 00:00:00
          70-1-1 | 1970-01-01 00:00:00
          99..05-1-1 | 1999..2005-01-01 00:00:00
          2026..2030/2-*-* | 2026..2030/2-*-* 00:00:00
          1..5/9:00 | *-*-* 01:00:00
          5..5:00 | *-*-* 05:00:00
          0..10/3:00 | *-*-* 00..09/3:00:00
          1,1,1:00 | *-*-* 01:00:00
          3/5,3/5,3:0 | *-*-* 03,03/5:00:00
          @0 | 1970-01-01 00:00:00 UTC
          @1234567890 | 2009-02-13 23:31:30 UTC
          @ 1767225600 | 2026-01-01 00:00:00 UTC
          @+5 Europe/Berlin | 1970-01-01 00:00:05 UTC
          *-02-30 | *-02-30 00:00:00
          *-04,06-31 | *-04,06-31 00:00:00
          02:00 posix/Europe/Berlin | *-*-* 02:00:00 posix/Europe/Berlin
          02:00 EST5EDT | *-*-* 02:00:00 EST5EDT
          02:00 MST | *-*-* 02:00:00 MST
          02:00 GMT+0 | *-*-* 02:00:00 GMT+0
          02:00 Etc/UTC | *-*-* 02:00:00 Etc/UTC
          000000000002:00 | *-*-* 02:00:00
          *-*-*  UTC | *-*-* 00:00:00 UTC
          *-*-1/11 23:00 | *-*-01/11 23:00:00
          *-01/5-01 | *-01/5-01 00:00:00
          """);

  /** Refused expressions with the place and the reason. */
  static final Map<String, String> REFUSED =
      table(
          """
          evry | 0+4 "evry" is neither a day of the week nor a shorthand
           | 0+0 a calendar expression is missing
          2:60 | 2+2 minute 60 does not exist
          25:00 | 0+2 hour 25 does not exist
          24:00 | 0+2 hour 24 does not exist
          *-13-1 | 2+2 month 13 does not exist
          *-*-32 | 4+2 day 32 does not exist
          *-*~29 | 4+2 day 29 does not exist
          2200-1-1 | 0+4 year 2200 is none that systemd reckons with
          1969-1-1 | 0+4 year 1969 is none that systemd reckons with
          5 | 0+1 "5" is neither a date nor a time
          * | 0+1 "*" is neither a date nor a time
          12..9:00 | 0+5 the range ends before it begins
          *:0/0 | 4+1 a repetition of 0 would never move on
          *:0/60 | 4+2 the repetition leaves the hour before it comes round once
          2/30:00 | 2+2 the repetition leaves the day before it comes round once
          *:*/5 | 2+3 a star stands for any minute and cannot be part of a list or repetition
          1,:00 | 2+0 an hour is missing here
          *:5-10 | 2+4 "5-10" is not a minute, range or repetition
          Wed..Mon | 0+8 the range ends before it begins, for weeks begin on Monday
          Mon.. | 5+0 a day of the week is missing here
          Mon,,Tue | 4+0 a day of the week is missing here
          Mon.Tue | 3+1 a single point is no range
          Mon, Tue | 5+3 "Tue" stands where the date or time begins
          Mondays | 0+7 "Mondays" is neither a day of the week nor a shorthand
          daily 02:00 | 0+5 "daily" stands alone or before a time zone
          02:00 europe/berlin | 6+13 "europe/berlin" is no time zone, for their case matters
          02:00 Mars/Base | 6+9 "Mars/Base" is no time zone
           02:00 | 0+1 systemd does not skip spaces at the beginning
          02:00  | 5+1 after the time, nothing may follow but a space and a time zone
          02:00  UTC | 5+1 after the time, nothing may follow but a space and a time zone
          1:2:3:4 | 6+1 a time has three parts, this is a fourth
          1-2-3-4 | 6+1 a date has three parts, this is a fourth
          1~2-3 | 1+0 "~" stands before the day, not before the month
          *-*~13,27 | 4+5 in a list of days counted from the end of the month, systemd allows at most 28 for the first and three less for each that follows
          1..1.5:00 | 0+6 "1..1.5" is not an hour, range or repetition
          *:*:1..1.5 | 4+6 a range shorter than a second needs a repetition
          *:*:60 | 4+2 second 60 does not exist
          *:*:59.9999999 | 4+10 second 59.9999999 does not exist
          *:*:1. | 4+2 "1." is not a second, range or repetition
          @ | 0+1 after "@" comes a number of seconds since 1970 and nothing else
          @daily | 0+6 after "@" comes a number of seconds since 1970 and nothing else
          @5  | 0+3 after "@" comes a number of seconds since 1970 and nothing else
          @1.5 | 0+4 after "@" comes a number of seconds since 1970 and nothing else
          @9999999999 | 1+10 the time is after the year 2199, where systemd stops
          @-5 | 0+3 after "@" comes a number of seconds since 1970 and nothing else
          0 2 * * * | 0+9 "0 2 * * *" is neither a date nor a time
          2026-01-01T02:00 | 8+8 "01T02:00" is not a day, range or repetition
          *-*-*- | 6+0 a date has three parts, this is a fourth
          /5:00 | 0+2 "/5" is not an hour, range or repetition
          *-01-02 3:00 4 | 12+2 after the time, nothing may follow but a space and a time zone
          """);

  private ExpressionTable() {}

  private static Map<String, String> table(String text) {
    Map<String, String> table = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] cells = line.split(" \\| ", -1);
      table.put(cells[0], cells[1]);
    }
    return table;
  }
}
