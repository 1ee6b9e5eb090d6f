/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.AccessEnd;
import org.smartpack.keycloak.launch.AccessPeriod;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingGrantTest {

    private static final GrantContext GRANT = new GrantContext(
            new LaunchContext(Map.of("patient", "1")),
            "server",
            "https://a.example.org",
            Optional.empty(),
            true,
            Optional.empty(),
            false);

    @Test
    @DisplayName("LCTX-24: a grant survives the time until its code is redeemed, with who its user is, or nobody")
    void notes() {
        WaitingGrant ofPatient =
                new WaitingGrant(GRANT, "openid", FhirReference.parse("Patient/1"), AccessPeriod.parse("1h"), 1000);
        WaitingGrant ofNobody = new WaitingGrant(GRANT, "", Optional.empty(), Optional.empty(), 1000);
        assertThat(WaitingGrant.ofNotes(ofPatient.toNotes())).contains(ofPatient);
        assertThat(WaitingGrant.ofNotes(ofNobody.toNotes())).contains(ofNobody);
    }

    @Test
    @DisplayName("PERIOD-5: a grant ends when its period is over; another period is another grant, another time isn't")
    void period() {
        WaitingGrant hour = waiting("1h", 1000);
        assertThat(hour.end()).contains(new AccessEnd(4600));
        assertThat(hour.isSame(waiting("1h", 1005).toNotes())).isTrue();
        assertThat(hour.isSame(waiting("1d", 1000).toNotes())).isFalse();
        assertThat(hour.isSame(new WaitingGrant(GRANT, "", Optional.empty(), Optional.empty(), 1000).toNotes()))
                .isFalse();
    }

    private static WaitingGrant waiting(String period, long since) {
        return new WaitingGrant(GRANT, "", Optional.empty(), AccessPeriod.parse(period), since);
    }
}
