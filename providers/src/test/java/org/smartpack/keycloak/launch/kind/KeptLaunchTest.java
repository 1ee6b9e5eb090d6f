/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What holds for a launch that is kept, one rule at a time. */
class KeptLaunchTest {

    private static final ClientModel OTHER_APP = World.app("other", Map.of());

    private final World world = new World();

    private AuthorizationRequest request(String challenge) {
        return world.request("launch", World.HANDLE, challenge);
    }

    private AuthorizationRequest passive(String challenge) {
        return world.request(world.app, "launch", World.HANDLE, challenge, "none");
    }

    /** The app reads the same text for every cause (LCTX-20). */
    private static void assertRefused(String cause, ThrowingCallable rule) {
        Refusal refusal = catchThrowableOfType(Refusal.class, rule);
        assertThat(refusal).as(cause).isNotNull();
        assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refusal.description()).isEqualTo("no good");
        assertThat(refusal.reason()).contains(cause);
    }

    private static void assertAllowed(ThrowingCallable rule) {
        assertThatCode(rule).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("LCTX-20, attack 20: an expired launch is refused in a browser in which it hasn't begun")
    void expiry() {
        assertRefused(
                "expired", () -> world.kept(World.expiring(-2, world.launch())).checkNotExpired(world.app));
        assertAllowed(() -> world.kept(World.expiring(30, world.launch())).checkNotExpired(world.app));
    }

    @Test
    @DisplayName("LCTX-21: what has begun in time may begin again when it is expired: for that app, in that browser")
    void expiryOfWhatHasBegun() throws Refusal {
        KeptLaunch launch = world.kept(World.expiring(-2, world.launch()));
        launch.reserve(request("challenge"));

        assertAllowed(() -> launch.checkNotExpired(world.app));
        assertRefused("expired", () -> launch.checkNotExpired(OTHER_APP));
        world.open("mallory's");
        assertRefused("expired", () -> launch.checkNotExpired(world.app));
    }

    @Test
    @DisplayName("LCTX-20, attack 19: a launch for one app is refused to another, whatever it is called")
    void app() {
        KeptLaunch launch = world.kept(World.only("app", world.launch()));
        assertAllowed(() -> launch.checkApp(world.app));
        for (String clientId : new String[] {"other", "APP", "app ", "id of app"}) {
            assertRefused("another app", () -> launch.checkApp(World.app(clientId, Map.of())));
        }
        // The id in the store is not what a launch is registered for.
        assertRefused("another app", () -> world.kept(World.only("id of app", world.launch()))
                .checkApp(world.app));
        assertAllowed(() -> world.kept(world.launch()).checkApp(OTHER_APP));
    }

    @Test
    @DisplayName("LCTX-20: a launch holds for its FHIR server, and at the address that this had when it was registered")
    void server() {
        KeptLaunch launch = world.kept(world.launch());
        assertAllowed(() -> launch.checkServer(world.server));
        assertRefused("another FHIR server", () -> launch.checkServer(World.server("other", World.BASE, true)));
        assertRefused("base URL was changed", () -> launch.checkServer(World.server("fhir", World.BASE + "/r4", true)));
    }

    @Test
    @DisplayName("LCTX-21: the first app and browser have the launch, and no other from then on")
    void reservation() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        launch.reserve(request("one"));

        assertAllowed(() -> launch.reserve(request("one")));
        assertAllowed(() -> launch.reserve(request("two")));
        assertRefused(
                "another login", () -> launch.reserve(world.request(OTHER_APP, "launch", World.HANDLE, "one", null)));
        world.open("mallory's");
        assertRefused("another login", () -> launch.reserve(request("one")));
    }

    @Test
    @DisplayName("LCTX-21: a request with prompt=none reserves nothing and takes nothing that is somebody else's")
    void passive() {
        KeptLaunch launch = world.kept(world.launch());
        assertAllowed(() -> launch.reserve(passive("unseen")));
        assertThat(world.hold("unseen").isHeld()).isFalse();

        world.open("bob's");
        assertAllowed(() -> launch.reserve(request("seen")));
        assertAllowed(() -> launch.reserve(passive("again")));
        world.open("mallory's");
        assertRefused("another login", () -> launch.reserve(passive("unseen")));
    }

    @Test
    @DisplayName("a launch that may be used again is open to every app and browser")
    void reusable() {
        KeptLaunch launch = world.kept(World.reusable(world.launch()));
        assertAllowed(() -> launch.reserve(request("one")));
        world.open("bob's");
        assertAllowed(() -> launch.reserve(world.request(OTHER_APP, "launch", World.HANDLE, "two", null)));
        LaunchHold hold = world.hold("never begun");
        assertAllowed(() -> launch.checkHeld(hold));
        assertAllowed(() -> launch.consume(hold));
        assertAllowed(() -> launch.consume(hold));
        launch.useUp(hold);
        assertThat(world.isThere()).isTrue();
    }

    @Test
    @DisplayName("LCTX-21: a login ends with the launch only if it began with it, and still has it")
    void held() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        launch.reserve(request("begun"));

        LaunchHold hold = world.hold("begun");
        assertAllowed(() -> launch.checkHeld(hold));
        assertRefused("another login", () -> launch.checkHeld(world.hold("never begun")));
        hold.giveUp();
        assertRefused("another login", () -> launch.checkHeld(hold));
    }

    @Test
    @DisplayName("LCTX-21: a login with prompt=none ends with the launch in the browser that has it, or if none has it")
    void passiveHeld() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        LaunchHold hold = world.hold("unseen", Map.of(LaunchNotes.PASSIVE, "true"));
        assertAllowed(() -> launch.checkHeld(hold));
        launch.reserve(request("seen"));
        assertAllowed(() -> launch.checkHeld(hold));
        world.open("mallory's");
        assertRefused("another login", () -> launch.checkHeld(hold));
    }

    @Test
    @DisplayName("LCTX-21: of two logins that end with one launch one gets it")
    void consumedOnce() {
        KeptLaunch launch = world.kept(world.launch());
        LaunchHold hold = world.hold("first");
        assertAllowed(() -> launch.consume(hold));
        assertRefused("used", () -> launch.consume(hold));
        assertRefused("used", () -> launch.consume(world.hold("second")));
        assertRefused("used", () -> KeptLaunch.of(world.session, world.hold("late"), "no good"));
    }

    @Test
    @DisplayName(
            "attack 36, LCTX-21: a used launch leaves nothing in the store, but its reservation ends with the request")
    void leavesNothing() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        Set<String> unreserved = world.entries();
        launch.reserve(request("begun"));
        world.commit();
        Set<String> reservation = world.entries();
        reservation.removeAll(unreserved);
        assertThat(reservation).hasSize(3);

        launch.consume(world.hold("begun"));
        assertThat(world.entries()).isEqualTo(reservation);
        world.commit();
        assertThat(world.entries()).isEmpty();
    }

    @Test
    @DisplayName("LCTX-21, 23: nor does one that another tab or a login with prompt=none has used up")
    void leavesNothingOfOthers() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        launch.reserve(request("begun"));
        world.commit();
        launch.consume(world.hold("unseen", Map.of(LaunchNotes.PASSIVE, "true")));
        world.commit();
        assertThat(world.entries())
                .as("the share of the login that is still under way")
                .hasSize(1);
        assertThat(world.isThere()).isFalse();
        assertRefused("already used", () -> KeptLaunch.of(world.session, world.hold("begun"), "no good"));
    }

    @Test
    @DisplayName("LCTX-23: a login that ends without a code uses up what is its own")
    void usedUp() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        launch.reserve(request("begun"));
        launch.useUp(world.hold("begun"));
        assertThat(world.isThere()).isFalse();
    }

    @Test
    @DisplayName("LCTX-23: a login uses up nothing that it never had, nor what another tab still holds")
    void notUsedUp() throws Refusal {
        KeptLaunch launch = world.kept(world.launch());
        launch.reserve(request("one"));
        launch.reserve(request("two"));
        launch.useUp(world.hold("never begun"));
        launch.useUp(world.hold("two", Map.of(LaunchNotes.PASSIVE, "true")));
        LaunchHold two = world.hold("two");
        launch.useUp(world.hold("one"));
        assertThat(world.isThere()).isTrue();
        assertThat(two.isHeld()).isTrue();

        launch.useUp(two);
        assertThat(world.isThere()).isFalse();
    }

    @Test
    @DisplayName("the end of the login finds a reference, never the handle")
    void notes() {
        KeptLaunch launch = world.kept(world.launch());
        assertThat(launch.notes(request("one"))).isEqualTo(Map.of(LaunchNotes.LAUNCH, world.reference()));
        assertThat(launch.notes(passive("one")))
                .isEqualTo(Map.of(LaunchNotes.LAUNCH, world.reference(), LaunchNotes.PASSIVE, "true"));
        assertThat(world.reference()).doesNotContain(World.HANDLE);
    }
}
