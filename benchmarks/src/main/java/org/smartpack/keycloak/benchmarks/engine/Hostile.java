/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

import java.util.List;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.joining;

/** Input that was made to be slow, in growing sizes. */
public enum Hostile {
    /** One scope with ever more restrictions and values, on both sides. */
    RESTRICTIONS {
        @Override
        Input input(int size) {
            String query = numbers(size).mapToObj(i -> "code=v" + i + ",w" + i).collect(joining("&"));
            String scope = "system/Observation.rs?" + query;
            return new Input(List.of(scope), List.of(scope, "system/Observation.cruds?_tag=t&" + query));
        }
    },
    /** Every request partly overlaps with every allowance. */
    OVERLAPS {
        @Override
        Input input(int size) {
            return new Input(
                    numbers(size)
                            .mapToObj(i -> "system/Observation.rs?code=" + i)
                            .toList(),
                    numbers(size)
                            .mapToObj(i -> "system/Observation.r?_tag=" + i)
                            .toList());
        }
    },
    /** Few scopes with very long values. */
    LONG_NAMES {
        @Override
        Input input(int size) {
            String value = "x".repeat(200 * size);
            return new Input(
                    List.of("system/Observation.rs?code=" + value + "a", "system/Patient.rs?name=" + value),
                    List.of("system/Observation.rs?code=" + value + "b", "system/Patient.cruds?name=" + value));
        }
    },
    /** Many scopes that differ only in their last characters, allowed in the opposite order. */
    NEARLY_EQUAL {
        @Override
        Input input(int size) {
            String same = "system/Observation.rs?category=" + "laboratory".repeat(5);
            return new Input(
                    numbers(10 * size).mapToObj(i -> same + i).toList(),
                    numbers(10 * size).mapToObj(i -> same + (10 * size - 1 - i)).toList());
        }
    },
    /** The same allowances for {@code *} and for the type, in each set of interactions. */
    NESTED {
        @Override
        Input input(int size) {
            return new Input(
                    numbers(size)
                            .mapToObj(i -> "system/Observation.cruds?code=" + i)
                            .toList(),
                    numbers(size)
                            .boxed()
                            .flatMap(i -> java.util.stream.Stream.of("c", "r", "u", "d", "s")
                                    .map(letter -> "system/" + (i % 2 == 0 ? "*" : "Observation") + "." + letter
                                            + "?code=" + i))
                            .toList());
        }
    };

    abstract Input input(int size);

    /** The name in the report. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static IntStream numbers(int size) {
        return IntStream.range(0, size);
    }
}
