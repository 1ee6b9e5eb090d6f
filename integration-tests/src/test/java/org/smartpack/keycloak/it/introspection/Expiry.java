/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a token that was good before: that one which never was is refused says nothing about expiry. */
final class Expiry {

    /** Seconds that a token lives: long enough to be asked about while it is good, on a busy machine too. */
    static final String LIFE = "15";

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Expiry() {}

    /** Asks until the answer isn't a good one any more. */
    static Response await(Supplier<Response> asking, Predicate<Response> isGood) throws InterruptedException {
        Response response = asking.get();
        assertThat(isGood.test(response))
                .as("before it expires: " + response.asString())
                .isTrue();
        Instant deadline = Instant.now().plus(LIMIT);
        while (isGood.test(response) && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(250);
            response = asking.get();
        }
        return response;
    }

    /** The same for a token whose state is asked for. */
    static Response await(Supplier<Response> asking) throws InterruptedException {
        return await(
                asking,
                response -> response.statusCode() == 200 && response.jsonPath().getBoolean("active"));
    }
}
