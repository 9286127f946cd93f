package io.github.pgbackrest2nix.calendar;

import io.github.pgbackrest2nix.calendar.WallTime.Season;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Set;

/**
 * Local time to instants and back, as the C library does it for systemd.
 *
 * <p>The C library tries the offset that it found last, so that of two hours that are called alike
 * the search gets the one it comes from; that is why a clock remembers.
 */
final class WallClock {
  /**
   * Zones that the database describes with winter, or Ramadan, as the time that is saved. The JDK
   * turns them round.
   */
  private static final Set<String> REVERSED =
      Set.of("Europe/Dublin", "Eire", "Africa/Casablanca", "Africa/El_Aaiun");

  // The C library looks for the other season at this distance (a week less an hour) and its
  // multiples, for about eight years.
  private static final int STRIDE = 601_200;
  private static final int FARTHEST = 268_828_200;

  private final ZoneRules rules;
  private final boolean reversed;

  private int lastOffset;

  // Where the offset found last is known to hold: transitions are months apart, searches minutes.
  private long from = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private int offset;
  private Season season = Season.UNKNOWN;

  WallClock(ZoneId zone) {
    this.rules = zone.getRules();
    this.reversed = REVERSED.contains(zone.getId());
  }

  /** Sets a local time, season included, to an instant. */
  void read(long epochSecond, WallTime time) {
    look(epochSecond);
    lastOffset = offset;
    time.setLocalSeconds(epochSecond + offset);
    time.setSeason(season);
  }

  /** Returns the instant of a local time in seconds since the epoch. */
  long epochSecond(WallTime time) {
    long found = resolve(time.localSeconds(), time.season());
    look(found);
    lastOffset = (int) (time.localSeconds() - found);
    return found;
  }

  /**
   * Returns the instant after the gap if a local time was resolved to the one before it, else the
   * instant it was resolved to. Otherwise a search in a zone that saves time in winter would find
   * the same elapse again and again (as systemd did before pull request 36897).
   */
  long notBefore(WallTime time, long epochSecond) {
    look(epochSecond);
    if (time.season() != Season.UNKNOWN || epochSecond + offset >= time.localSeconds()) {
      return epochSecond;
    }
    lastOffset = offset;
    return time.localSeconds() - offset;
  }

  /** Returns whether a local time, just resolved to an instant, exists as it stands. */
  boolean shows(WallTime time, long epochSecond) {
    look(epochSecond);
    return time.isNatural() && epochSecond + offset == time.localSeconds();
  }

  /** Sets a local time to what the clock shows at an instant, the fraction of seconds aside. */
  void settle(WallTime time, long epochSecond) {
    look(epochSecond);
    time.setLocalSeconds(epochSecond + offset);
    time.setSeason(season);
  }

  private long resolve(long local, Season wanted) {
    int first = lastOffset;
    int second = offsetAt(local - first);
    while (second != first) {
      int third = offsetAt(local - second);
      if (third == first) {
        return inGap(local, first, second, wanted);
      }
      first = second;
      second = third;
    }
    return inSeason(local, local - first, wanted);
  }

  /** Picks an offset for a local time that does not exist; each offset leads to the other. */
  private long inGap(long local, int first, int second, Season wanted) {
    Season atFirst = seasonAt(local - first);
    Season atSecond = seasonAt(local - second);
    if (atFirst == atSecond) {
      return local - first;
    }
    Season preferred = wanted == Season.SUMMER ? Season.STANDARD : Season.SUMMER;
    return atFirst == preferred ? local - first : local - second;
  }

  private long inSeason(long local, long found, Season wanted) {
    if (wanted == Season.UNKNOWN || seasonAt(found) == wanted) {
      return found;
    }
    for (long distance = STRIDE; distance < FARTHEST; distance += STRIDE) {
      for (long near : new long[] {found - distance, found + distance}) {
        if (seasonAt(near) == wanted) {
          return local - offsetAt(near);
        }
      }
    }
    return found;
  }

  private int offsetAt(long epochSecond) {
    look(epochSecond);
    return offset;
  }

  private Season seasonAt(long epochSecond) {
    look(epochSecond);
    return season;
  }

  private void look(long epochSecond) {
    if (epochSecond >= from && epochSecond < until) {
      return;
    }
    Instant instant = Instant.ofEpochSecond(epochSecond);
    offset = rules.getOffset(instant).getTotalSeconds();
    season = rules.isDaylightSavings(instant) == reversed ? Season.STANDARD : Season.SUMMER;
    if (rules.isFixedOffset()) {
      season = Season.STANDARD;
    }
    ZoneOffsetTransition next = rules.nextTransition(instant);
    // The previous transition of an instant excludes the instant itself.
    ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
    until = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    from = previous == null ? Long.MIN_VALUE : previous.toEpochSecond();
  }
}
