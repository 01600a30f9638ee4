/* The floor of computing occurrences: civil arithmetic and a binary search in the zone's transitions, nothing else.
 *
 *   occurrences_floor daily|weekly ROUNDS
 *
 * Daily 10:00 in America/New_York, or Monday, Wednesday and Friday 14:00 in Europe/London, from 2026 to 2036, ROUNDS
 * times. Prints the number of all instants and their sum. Reads the first data block with 64-bit times of the TZif file
 * (RFC 9636) and leaves out the rule behind it: Debian's files list the transitions up to 2037.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t starts[2048];
static int32_t offsets[2048];
static int count;

static void fail(const char *what) {
    fprintf(stderr, "occurrences_floor: %s\n", what);
    exit(1);
}

static int64_t big(const unsigned char *at, int size) {
    uint64_t value = (at[0] & 0x80) ? ~(uint64_t)0 : 0;
    for (int i = 0; i < size; i++) value = value << 8 | at[i];
    return (int64_t)value;
}

static void read_zone(const char *name) {
    static unsigned char bytes[1 << 16];
    char path[256];
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (size < 88 || memcmp(bytes, "TZif", 4) != 0 || bytes[4] < '2') fail("not a TZif file of version 2");
    const unsigned char *head = bytes;
    int64_t n[6];
    for (int i = 0; i < 6; i++) n[i] = big(head + 20 + 4 * i, 4);
    head += 44 + n[3] * 5 + n[4] * 6 + n[5] + n[2] * 8 + n[1] + n[0];
    for (int i = 0; i < 6; i++) n[i] = big(head + 20 + 4 * i, 4);
    const unsigned char *times = head + 44, *kinds = times + n[3] * 8, *types = kinds + n[3];
    if (types + n[4] * 6 > bytes + size || n[3] < 1 || n[3] > 2047) fail("cut off");
    for (count = 0; count < n[3]; count++) {
        starts[count] = big(times + count * 8, 8);
        offsets[count] = (int32_t)big(types + kinds[count] * 6, 4);
    }
    if (starts[count - 1] < 2082758400) fail("the transitions end before 2036");
}

static int32_t offset_at(int64_t moment) {
    int low = 0, high = count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (starts[middle] <= moment) low = middle;
        else high = middle;
    }
    return offsets[low];
}

static int64_t days_from_civil(int64_t y, int m, int d) {
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, int64_t *y, int *m, int *d) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    *d = (int)(of_year - (153 * month + 2) / 5 + 1);
    *m = (int)(month < 10 ? month + 3 : month - 9);
    *y = year + era * 400 + (*m <= 2);
}

/* The instant of a local time: with the offset that holds there, and again with the one that this leads to. */
static int64_t instant(int64_t y, int m, int d, int second) {
    int64_t local = days_from_civil(y, m, d) * 86400 + second;
    int64_t moment = local - offset_at(local);
    return local - offset_at(moment);
}

int main(int argc, char **argv) {
    if (argc != 3 || (strcmp(argv[1], "daily") != 0 && strcmp(argv[1], "weekly") != 0)) {
        fprintf(stderr, "usage: occurrences_floor daily|weekly ROUNDS\n");
        return 64;
    }
    int weekly = argv[1][0] == 'w';
    read_zone(weekly ? "Europe/London" : "America/New_York");
    const int64_t after = 1767225600, through = 2082758400;
    int second = (weekly ? 14 : 10) * 3600;
    long long found = 0, sum = 0;
    for (long round = atol(argv[2]); round > 0; round--) {
        for (int64_t day = after / 86400 - 1; day <= through / 86400 + 1; day++) {
            /* Day 0 was a Thursday. */
            int weekday = (int)((day + 4) % 7);
            if (weekly && weekday != 1 && weekday != 3 && weekday != 5) continue;
            int64_t y;
            int m, d;
            civil_from_days(day, &y, &m, &d);
            int64_t moment = instant(y, m, d, second);
            if (moment <= after || moment > through) continue;
            found++;
            sum += moment;
        }
    }
    printf("%lld %lld\n", found, sum);
    return 0;
}
