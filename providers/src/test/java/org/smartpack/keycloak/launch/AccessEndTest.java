/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.representations.AccessToken;

import static org.assertj.core.api.Assertions.assertThat;

class AccessEndTest {

    private static final long AT = 2_000;

    private static AccessToken expiring(Long exp) {
        AccessToken token = new AccessToken();
        token.exp(exp);
        new AccessEnd(AT).limit(token);
        return token;
    }

    @Test
    @DisplayName("PERIOD-4: a token expires no later than its grant ends, even one that wouldn't expire")
    void limits() {
        assertThat(expiring(null).getExp()).isEqualTo(AT);
        assertThat(expiring(0L).getExp()).isEqualTo(AT);
        assertThat(expiring(AT + 1).getExp()).isEqualTo(AT);
        assertThat(expiring(AT - 1).getExp()).isEqualTo(AT - 1);
        assertThat(AccessEnd.of(expiring(AT - 1))).contains(new AccessEnd(AT));
    }

    @Test
    @DisplayName("PERIOD-4: the end is the first moment without access")
    void past() {
        long now = Time.currentTimeSeconds();
        assertThat(new AccessEnd(now).isPast()).isTrue();
        assertThat(new AccessEnd(now + 60).isPast()).isFalse();
    }

    @Test
    @DisplayName("PERIOD-4: introspection shows the token's end, and nothing that a mapper has written under its name")
    void shown() {
        AccessToken answer = new AccessToken();
        answer.getOtherClaims().put(AccessEnd.CLAIM, "tomorrow");
        AccessEnd.show(new AccessToken(), answer);
        assertThat(answer.getOtherClaims()).isEmpty();
        AccessEnd.show(expiring(1L), answer);
        assertThat(answer.getOtherClaims()).containsEntry("access_ends_at", AT);
        AccessToken other = new AccessToken();
        other.getOtherClaims().put(AccessEnd.CLAIM, "tomorrow");
        assertThat(AccessEnd.of(other)).isEmpty();
    }
}
