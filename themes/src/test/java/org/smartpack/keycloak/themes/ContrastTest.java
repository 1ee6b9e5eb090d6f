/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.themes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** WCAG 2.2, 1.4.3 and 1.4.11, for the colours alone: which of them meet is said here. */
class ContrastTest {

    private static final Pattern COLOUR = Pattern.compile("--smart-([a-z-]+):\\s*(#[0-9a-f]+);");
    private static final List<String> GROUNDS = List.of("page", "surface", "raised");
    private static final List<String> TEXTS = List.of("text", "muted", "accent", "accent-strong");

    /** The colours by name, as a browser takes them: the own ones of {@code palette} over those of all. */
    private static Map<String, String> colours(String palette, boolean isDark) {
        Map<String, String> colours = new HashMap<>();
        for (String sheet : palette.isEmpty() ? List.of("") : List.of("", "-" + palette)) {
            String text = ThemeFiles.read(ThemeFiles.resource("login", "css/smart-colours" + sheet + ".css"));
            int dark = text.indexOf(":root.pf-v5-theme-dark");
            assertThat(dark).isPositive();
            read(text.substring(0, dark), colours);
            if (isDark) {
                read(text.substring(dark), colours);
            }
        }
        return colours;
    }

    private static void read(String rules, Map<String, String> colours) {
        COLOUR.matcher(rules).results().forEach(match -> colours.put(match.group(1), match.group(2)));
    }

    private static double luminance(String colour) {
        String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
        double[] share = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += share[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @ParameterizedTest
    @CsvSource({"'',false", "'',true", "green,false", "green,true", "plum,false", "plum,true"})
    @DisplayName("texts have a contrast of 4.5 to every ground, lines of fields and rings one of 3, light and dark")
    void readable(String palette, boolean isDark) {
        Map<String, String> colours = colours(palette, isDark);
        for (String ground : GROUNDS) {
            for (String text : TEXTS) {
                assertThat(contrast(colours.get(text), colours.get(ground)))
                        .as("%s on %s", text, ground)
                        .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(colours.get("line"), colours.get(ground)))
                    .as("line on %s", ground)
                    .isGreaterThanOrEqualTo(3);
        }
        for (String button : List.of("accent", "accent-strong")) {
            assertThat(contrast(colours.get("on-accent"), colours.get(button)))
                    .as("writing on %s", button)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }
}
