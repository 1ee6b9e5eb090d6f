/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.launch.AccessPeriod;

import static org.assertj.core.api.Assertions.assertThat;

class AccessPeriodsTest {

    private static List<String> choices(String setting) {
        return AccessPeriods.parse(setting).choices().stream()
                .map(AccessPeriod::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1m,60", "30m,1800", "1h,3600", "24h,86400", "1d,86400", "90d,7776000", "1y,31536000"})
    @DisplayName("PERIOD-2: a period is a number and a unit")
    void seconds(String text, long seconds) {
        assertThat(AccessPeriod.parse(text)).hasValueSatisfying(period -> {
            assertThat(period.seconds()).isEqualTo(seconds);
            assertThat(period).hasToString(text);
        });
    }

    @Test
    @DisplayName("PERIOD-2: the longest period doesn't overflow")
    void longest() {
        assertThat(AccessPeriod.parse("9999y").orElseThrow().seconds()).isEqualTo(315_328_464_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0h",
                "h",
                "1",
                "01h",
                "-1h",
                "+1h",
                "1.5h",
                "1 h",
                "1H",
                "1s",
                "1w",
                "P1D",
                "PT1H",
                "12345d",
                "1h1d",
                "1h;1d",
                "always",
                "١h",
                "99999999999999999999y"
            })
    @DisplayName("PERIOD-2: anything else is no period")
    void wrong(String text) {
        assertThat(AccessPeriod.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\t"})
    @DisplayName("PERIOD-2: an empty setting offers nothing, and is no mistake")
    void nothing(String setting) {
        AccessPeriods none = AccessPeriods.parse(setting);
        assertThat(none.choices()).isEmpty();
        assertThat(none.wrong()).isEmpty();
        assertThat(none.isUnusable()).isFalse();
    }

    @Test
    @DisplayName("PERIOD-2: the shortest comes first, and each length once")
    void sorted() {
        assertThat(choices("1y, 1h,90d ,1d,24h")).containsExactly("1h", "1d", "90d", "1y");
    }

    @Test
    @DisplayName("PERIOD-2: what is wrong isn't offered; where nothing is left the setting is unusable")
    void wrongItems() {
        AccessPeriods some = AccessPeriods.parse("1h, 1 day,, 90d");
        assertThat(some.choices()).hasToString("[1h, 90d]");
        assertThat(some.wrong()).containsExactly("1 day", "");
        assertThat(some.isUnusable()).isFalse();
        assertThat(AccessPeriods.parse(",").isUnusable()).isTrue();
        assertThat(AccessPeriods.parse("for ever").isUnusable()).isTrue();
    }

    @Test
    @DisplayName("PERIOD-2: only periods that end before Keycloak would end the access are offered")
    void within() {
        AccessPeriods periods = AccessPeriods.parse("1h, 10h, 1d");
        assertThat(periods.within(new AccessLimit(false, OptionalLong.of(36_000), 1800)))
                .hasToString("[1h, 10h]");
        assertThat(periods.within(new AccessLimit(false, OptionalLong.of(35_999), 1800)))
                .hasToString("[1h]");
        assertThat(periods.within(new AccessLimit(true, OptionalLong.empty(), 1800)))
                .hasToString("[1h, 10h, 1d]");
        assertThat(periods.within(new AccessLimit(true, OptionalLong.of(0), 1800)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,smartPeriodMinute,1",
        "60,smartPeriodMinute,1",
        "61,smartPeriodMinutes,2",
        "1800,smartPeriodMinutes,30",
        "3600,smartPeriodHour,1",
        "6000,smartPeriodMinutes,100",
        "7200,smartPeriodHours,2",
        "35000,smartPeriodHours,10",
        "86400,smartPeriodDay,1",
        "129600,smartPeriodHours,36",
        "2592000,smartPeriodDays,30",
        "5184000,smartPeriodDays,60",
        "31536000,smartPeriodYear,1",
        "34560000,smartPeriodDays,400",
        "63072000,smartPeriodYears,2"
    })
    @DisplayName("PERIOD-2: a length in words")
    void spoken(long seconds, String key, String amount) {
        assertThat(SpokenTime.of(seconds)).isEqualTo(new SpokenTime(key, amount));
    }

    @Test
    @DisplayName("PERIOD-2: a choice is spoken of in the administrator's unit")
    void spokenChoice() {
        assertThat(SpokenTime.of(AccessPeriod.parse("24h").orElseThrow()))
                .isEqualTo(new SpokenTime("smartPeriodHours", "24"));
        assertThat(SpokenTime.of(AccessPeriod.parse("1y").orElseThrow()))
                .isEqualTo(new SpokenTime("smartPeriodYear", "1"));
    }
}
