/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CacheLifetimeTest {

    private static final long CAP = 3600;

    @ParameterizedTest(name = "Cache-Control: {0}, Age: {1} -> {2} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | '' | 60",
                "public, max-age=60 | '' | 60",
                "Public , MAX-AGE=60 | '' | 60",
                "private, max-age=60 | '' | 60",
                "max-age=\"60\" | '' | 60",
                "max-age=60 | 10 | 50",
                "max-age=60 | 61 | 0",
                "max-age=60 | nonsense | 60",
                "max-age=0 | '' | 0",
                "no-store | '' | 0",
                "no-cache | '' | 0",
                "max-age=60, no-store | '' | 0",
                "no-cache, max-age=60 | '' | 0",
                "no-cache=\"X-Header\", max-age=60 | '' | 0",
                "max-age=60; max-age=30 | '' | 30",
                "s-maxage=10, max-age=60 | '' | 10",
                "s-maxage=600, max-age=60 | '' | 60",
                "max-age=86400 | '' | 3600",
                "max-age=86400 | 3000 | 600",
                "max-age=99999999999999999999 | '' | 3600",
                "max-age=-5 | '' | 0",
                "max-age= | '' | 0",
                "max-age | '' | 0",
                "max-age=6e3 | '' | 0",
                "must-revalidate | '' | 0",
                "'' | '' | 0"
            })
    @DisplayName("SMART-BS-4 never longer than Cache-Control allows, an hour at most, not at all without it")
    void lifetime(String cacheControl, String age, long expected) {
        List<String> headers =
                Arrays.stream(cacheControl.split(";")).map(String::trim).toList();

        assertThat(CacheLifetime.seconds(headers, age, CAP)).isEqualTo(expected);
    }
}
