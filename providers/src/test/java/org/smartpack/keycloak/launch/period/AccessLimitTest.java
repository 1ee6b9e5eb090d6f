/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.launch.AccessPeriod;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLimitTest {

    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private final Map<String, Object> realm = new HashMap<>(Map.of(
            "getSsoSessionMaxLifespan", 10 * HOUR,
            "getSsoSessionIdleTimeout", HOUR / 2,
            "getOfflineSessionIdleTimeout", 30 * DAY,
            "getOfflineSessionMaxLifespan", 60 * DAY,
            "isOfflineSessionMaxLifespanEnabled", false));
    private final Map<String, String> attributes = new HashMap<>();

    private final RealmModel realmModel = (RealmModel) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RealmModel.class},
            (self, method, args) -> realm.getOrDefault(method.getName(), 0));
    private final ClientModel client = (ClientModel) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ClientModel.class},
            (self, method, args) ->
                    method.getName().equals("getRealm") ? realmModel : attributes.get((String) args[0]));

    /** The clock stands still, as far as a machine that is fast enough can tell. */
    private long now;

    @BeforeEach
    void remember() {
        now = Time.currentTimeSeconds();
    }

    private AccessLimit online(boolean isRemembered, int userAge, int clientAge) {
        return AccessLimit.of(client, false, isRemembered, now - userAge, now - clientAge);
    }

    private AccessLimit offline(int userAge, int clientAge) {
        return AccessLimit.of(client, true, false, now - userAge, now - clientAge);
    }

    /** A second may pass between two looks at the clock. */
    private static void assertSeconds(AccessLimit limit, int seconds) {
        assertThat(limit.seconds().orElse(-1)).isBetween((long) seconds - 1, (long) seconds);
    }

    @Test
    @DisplayName("PERIOD-2: online access ends with the user's session, whose time is running")
    void session() {
        assertSeconds(online(false, 0, 0), 10 * HOUR);
        assertSeconds(online(false, HOUR, 0), 9 * HOUR);
        assertSeconds(online(false, 11 * HOUR, 0), 0);
        assertThat(online(false, 0, 0).idleSeconds()).isEqualTo(HOUR / 2);
    }

    @Test
    @DisplayName("PERIOD-2: limits of client sessions, the realm's and the client's own, end online access earlier")
    void clientSession() {
        realm.put("getClientSessionMaxLifespan", 2 * HOUR);
        realm.put("getClientSessionIdleTimeout", 600);
        assertSeconds(online(false, 9 * HOUR, HOUR), HOUR);
        assertSeconds(online(false, 0, HOUR), HOUR);
        assertThat(online(false, 0, 0).idleSeconds()).isEqualTo(600);
        attributes.put("client.session.max.lifespan", "5400");
        attributes.put("client.session.idle.timeout", "300");
        assertSeconds(online(false, 0, 0), 5400);
        assertThat(online(false, 0, 0).idleSeconds()).isEqualTo(300);
    }

    @Test
    @DisplayName("PERIOD-2: a client's longer limit doesn't outlast the user's session")
    void longerClient() {
        attributes.put("client.session.max.lifespan", Integer.toString(100 * HOUR));
        attributes.put("client.session.idle.timeout", Integer.toString(HOUR));
        assertSeconds(online(false, 0, 0), 10 * HOUR);
        assertThat(online(false, 0, 0).idleSeconds()).isEqualTo(HOUR / 2);
    }

    @Test
    @DisplayName("PERIOD-2: remembered users have longer sessions")
    void rememberMe() {
        realm.put("getSsoSessionMaxLifespanRememberMe", 30 * DAY);
        realm.put("getSsoSessionIdleTimeoutRememberMe", 7 * DAY);
        assertSeconds(online(true, DAY, 0), 29 * DAY);
        assertThat(online(true, 0, 0).idleSeconds()).isEqualTo(7 * DAY);
        assertSeconds(online(false, 0, 0), 10 * HOUR);
    }

    @Test
    @DisplayName("PERIOD-2: offline access has no end unless the realm limits it")
    void offlineRealm() {
        assertThat(offline(0, 0).seconds()).isEmpty();
        assertThat(offline(0, 0).idleSeconds()).isEqualTo(30 * DAY);
        realm.put("isOfflineSessionMaxLifespanEnabled", true);
        assertSeconds(offline(0, 0), 60 * DAY);
        assertSeconds(offline(20 * DAY, 0), 40 * DAY);
        realm.put("getClientOfflineSessionMaxLifespan", 10 * DAY);
        assertSeconds(offline(20 * DAY, DAY), 9 * DAY);
    }

    @Test
    @DisplayName("PERIOD-2: a client's own limit of offline access holds even if the realm has none")
    void offlineClient() {
        attributes.put("client.offline.session.max.lifespan", Integer.toString(3 * DAY));
        attributes.put("client.offline.session.idle.timeout", Integer.toString(DAY));
        assertSeconds(offline(0, 0), 3 * DAY);
        assertThat(offline(0, 0).idleSeconds()).isEqualTo(DAY);
    }

    @Test
    @DisplayName("PERIOD-1: the page speaks of the idle time only where that ends access earlier")
    void idle() {
        AccessLimit limit = new AccessLimit(true, OptionalLong.of(60 * DAY), 30 * DAY);
        List<AccessPeriod> offered = AccessPeriods.parse("1h, 30d").choices();
        assertThat(AccessText.of(limit, offered, Optional.empty()).idle()).isEmpty();
        assertThat(AccessText.of(limit, List.of(), Optional.empty()).idle())
                .contains(new SpokenTime("smartPeriodDays", "30"));
        assertThat(AccessText.of(
                                new AccessLimit(true, OptionalLong.empty(), 30 * DAY),
                                AccessPeriods.parse("1y").choices(),
                                Optional.empty())
                        .idle())
                .isPresent();
    }

    @Test
    @DisplayName("PERIOD-1: the page proposes what was chosen on it before, else the shortest period")
    void proposed() {
        AccessLimit limit = new AccessLimit(true, OptionalLong.empty(), 30 * DAY);
        List<AccessPeriod> offered = AccessPeriods.parse("1h, 1d").choices();
        assertThat(ticked(AccessText.of(limit, offered, Optional.empty()))).containsExactly("1h");
        assertThat(ticked(AccessText.of(limit, offered, AccessPeriod.parse("1d"))))
                .containsExactly("1d");
        assertThat(ticked(AccessText.of(limit, offered, AccessPeriod.parse("1y"))))
                .containsExactly("1h");
    }

    private static List<String> ticked(AccessText text) {
        return text.choices().stream()
                .filter(AccessText.Choice::isTicked)
                .map(AccessText.Choice::value)
                .toList();
    }
}
