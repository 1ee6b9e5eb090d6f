/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.jwk.KeyUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;
import org.smartpack.keycloak.testkit.koppeltaal.Portal;

import static org.assertj.core.api.Assertions.assertThat;

/** Launch tokens of portals whose keys are at the JWKS URL that the domain's administrator registered. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiKeyUrlIT {

    private static final ClientKey KEY = ClientKey.rsa();
    private static final ClientKey NEXT = ClientKey.rsa();
    private static final Map<String, String> CACHED = Map.of("Cache-Control", "max-age=3600");

    private final JwksHost host = new JwksHost();
    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
    }

    @AfterAll
    void close() {
        host.close();
    }

    private static String path() {
        return "/" + UUID.randomUUID();
    }

    /** As the console saves "Use JWKS URL". */
    private Portal portal(String path, boolean isPrivateAllowed) {
        Map<String, String> attributes = new HashMap<>(SigningClient.fetched(host.url(path)));
        if (!isPrivateAllowed) {
            attributes.remove("smart.jwt.private.addresses");
            return realm.importPortal(KEY, "RS512", attributes);
        }
        return realm.newPortal(KEY, "RS512", attributes);
    }

    private Portal portal(String path) {
        return portal(path, true);
    }

    private static AssertionBuilder token(Portal portal, ClientKey key) {
        return Portal.hti(portal.clientId(), key, "RS512");
    }

    private void assertAccepted(String what, AssertionBuilder token) {
        assertThat(module.ask(token.sign()).jsonPath().getMap(""))
                .as(what)
                .containsEntry("active", true)
                .containsEntry("jti", token.jti());
        assertThat(module.bring(realm.browser(), token.sign())).as(what).containsKey("code");
    }

    private void assertRefused(String what, AssertionBuilder token, String reason) {
        assertThat(module.ask(token.sign()).jsonPath().getMap("")).as(what).isEqualTo(Map.of("active", false));
        assertThat(module.bring(realm.browser(), token.sign()))
                .as(what)
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch token");
        assertThat(realm.reasons("LOGIN_ERROR").get(0)).as(what).contains(reason);
    }

    @Test
    @DisplayName("KT-DOM-5 INTRO-KT-6 KT-HTI-1: verified with the keys at the registered URL, asked once while cached")
    void registeredUrl() {
        String path = path();
        host.serve(path, KEY.jwks(), CACHED);
        Portal portal = portal(path);
        assertAccepted("first", token(portal, KEY));
        assertAccepted("second", token(portal, KEY));
        assertThat(host.requests(path))
                .containsExactly("GET " + path + " accept=application/jwk-set+json, application/json");
        assertRefused("a stranger's key under a known kid", token(portal, NEXT).header("kid", KEY.kid()), "signature");
    }

    @Test
    @DisplayName("KT-DOM-5 INTRO-KT-6: a new key is good as soon as it is published, the old one as long as it is")
    void newKey() {
        String path = path();
        host.serve(path, KEY.jwks(), CACHED);
        Portal portal = portal(path);
        assertAccepted("before", token(portal, KEY));
        host.serve(path, ClientKey.jwks(List.of(KEY, NEXT)), CACHED);
        assertAccepted("the new key", token(portal, NEXT));
        assertAccepted("the old key", token(portal, KEY));
        assertThat(host.requests(path)).hasSize(2);
    }

    @Test
    @DisplayName("KT-DOM-5: a portal's key that was replaced under its kid is good at once, though the copy is fresh")
    void replacedKey() {
        String path = path();
        host.serve(path, KEY.jwks(), CACHED);
        Portal portal = portal(path);
        assertAccepted("before", token(portal, KEY));
        ClientKey successor = NEXT.as(KEY.kid(), KeyUse.SIGNATURE, null);
        host.serve(path, successor.jwks(), CACHED);
        assertAccepted("its successor", token(portal, successor));
        assertRefused("the replaced one", token(portal, KEY), "signature");
        assertThat(host.requests(path)).hasSize(2);
    }

    @Test
    @DisplayName("KT-DOM-5 INTRO-KT-6: a key that is published no more is good no more")
    void removedKey() {
        String path = path();
        Map<String, String> fresh = Map.of("Cache-Control", "no-store");
        host.serve(path, KEY.jwks(), fresh);
        Portal portal = portal(path);
        assertAccepted("before", token(portal, KEY));
        host.serve(path, NEXT.jwks(), fresh);
        assertRefused("the removed key", token(portal, KEY), "no key has this kid");
        assertAccepted("its successor", token(portal, NEXT));
    }

    @Test
    @DisplayName(
            "KT-DOM-5 attack 11: jku in a token leads nowhere, be the address the key's or not; the registered one may be named")
    void jku() {
        String path = path();
        String evil = path();
        host.serve(path, KEY.jwks(), CACHED);
        host.serve(evil, NEXT.jwks(), CACHED);
        Portal portal = portal(path);
        assertRefused("jku", token(portal, NEXT).header("jku", host.url(evil)), "jku is not the registered");
        assertRefused("jku, right key", token(portal, KEY).header("jku", host.url(evil)), "jku is not the registered");
        assertThat(host.requests(evil)).isEmpty();
        assertAccepted("the registered one", token(portal, KEY).header("jku", host.url(path)));
    }

    @Test
    @DisplayName("KT-DOM-5 attack 12: plain http on a private network only where the administrator allows it")
    void privateAddress() {
        String path = path();
        host.serve(path, KEY.jwks(), CACHED);
        assertRefused("not allowed", token(portal(path, false), KEY), "the JWKS URL is not https");
        assertThat(host.requests(path)).isEmpty();
    }
}
