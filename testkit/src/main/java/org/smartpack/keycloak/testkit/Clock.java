/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.time.Duration;
import java.time.Instant;

import static io.restassured.RestAssured.given;

/**
 * The time of a Keycloak, which tests move instead of waiting. All that Keycloak and the pack reckon themselves
 * follows: whether a token, session or login page has expired, how old a fetched key is, and what new tokens are dated.
 *
 * <p>What Keycloak leaves to its cache doesn't: codes, launches and other objects for one use, and the marks of what
 * was used, are dropped by the machine's own time. They outlive a moved clock.
 */
public final class Clock {

    private final Admin admin;
    private Duration ahead = Duration.ZERO;

    Clock(Admin admin) {
        this.admin = admin;
    }

    /** The server's time. Dates what a test signs after the clock was moved. */
    public Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Moves the time forward; whole seconds. */
    public void pass(Duration time) {
        set(ahead.plus(time));
    }

    /** Goes back to the machine's time. */
    void reset() {
        if (!ahead.isZero()) {
            set(Duration.ZERO);
        }
    }

    private void set(Duration newlyAhead) {
        given().queryParam("seconds", newlyAhead.toSeconds())
                .put(admin.realmUrl("master") + "/clock/ahead")
                .then()
                .statusCode(204);
        ahead = newlyAhead;
        admin.logInAnew();
    }
}
