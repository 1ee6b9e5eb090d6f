/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.protocol.oidc.utils.OAuth2CodeParser;
import org.keycloak.protocol.oidc.utils.PkceUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of a code that was redeemed, in the order in which several requests can come. */
class UsedCodesTest {

    private static final String CODE = "random.session.client";
    private static final String KEY = OAuth2CodeParser.CACHE_KEY_PREFIX + "random";
    private static final String REDIRECT = "https://app.example.org/callback";
    private static final String VERIFIER = "v".repeat(43);

    private final Map<String, Map<String, String>> stored = new HashMap<>();
    private final List<KeycloakTransaction> afterRequest = new ArrayList<>();
    private int ended;

    /** What happens between two steps of a request, once. */
    private Runnable afterRead = () -> {};

    private final SingleUseObjectProvider store =
            model(SingleUseObjectProvider.class, (self, method, args) -> switch (method.getName()) {
                case "putIfAbsent" -> stored.putIfAbsent((String) args[0], Map.of()) == null;
                case "get" -> read((String) args[0]);
                case "contains" -> stored.containsKey(args[0]);
                case "remove" -> stored.remove(args[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final RealmModel realm = model(RealmModel.class, (self, method, args) -> "realm");

    private final ClientModel client = model(ClientModel.class, (self, method, args) -> "client");

    private final AuthenticatedClientSessionModel clientSession =
            model(AuthenticatedClientSessionModel.class, (self, method, args) -> {
                if (!method.getName().equals("detachFromUserSession")) {
                    throw new UnsupportedOperationException(method.getName());
                }
                ended++;
                return null;
            });

    private final UserSessionModel online =
            model(UserSessionModel.class, (self, method, args) -> switch (method.getName()) {
                case "getAuthenticatedClientSessionByClient" -> clientSession;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final UserSessionProvider sessions =
            model(UserSessionProvider.class, (self, method, args) -> switch (method.getName()) {
                case "getUserSession" -> online;
                case "getOfflineUserSession" -> null;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final KeycloakTransactionManager transactions =
            model(KeycloakTransactionManager.class, (self, method, args) -> {
                KeycloakTransaction enlisted = (KeycloakTransaction) args[0];
                enlisted.begin();
                afterRequest.add(enlisted);
                return null;
            });

    private final KeycloakContext context = model(KeycloakContext.class, (self, method, args) -> realm);

    private final KeycloakSession session =
            model(KeycloakSession.class, (self, method, args) -> switch (method.getName()) {
                case "singleUseObjects" -> store;
                case "getContext" -> context;
                case "getTransactionManager" -> transactions;
                case "sessions" -> sessions;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(UsedCodesTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private Map<String, String> read(String key) {
        Map<String, String> found = stored.get(key);
        Runnable next = afterRead;
        afterRead = () -> {};
        next.run();
        return found;
    }

    private void issue() {
        OAuth2Code code = new OAuth2Code(
                "random",
                "client",
                0,
                null,
                "openid",
                null,
                REDIRECT,
                PkceUtils.generateS256CodeChallenge(VERIFIER),
                "S256",
                null,
                "session");
        stored.put(KEY, code.serializeCode());
    }

    private UsedCodes request(String verifier) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("redirect_uri", REDIRECT);
        form.putSingle("code_verifier", verifier);
        return new UsedCodes(session, client, CODE, form);
    }

    private UsedCodes request() {
        return request(VERIFIER);
    }

    /** As Keycloak does when it reads the code. */
    private void take() {
        stored.remove(KEY);
    }

    private void redeem() {
        UsedCodes codes = request();
        assertThat(codes.begin()).isTrue();
        take();
        assertThat(codes.finish()).isTrue();
        afterRequest.forEach(KeycloakTransaction::commit);
        afterRequest.clear();
    }

    @Test
    @DisplayName("attack 4: a redeemed code leaves one entry, without the code in it")
    void oneEntry() {
        issue();
        redeem();
        assertThat(stored).hasSize(1);
        assertThat(stored.toString()).doesNotContain("random");
    }

    @Test
    @DisplayName("attack 4, SMART-TOKEN-4: every replay of a redeemed code ends what it gave")
    void replays() {
        issue();
        redeem();
        assertThat(request().begin()).isFalse();
        assertThat(ended).isEqualTo(1);
        assertThat(request().begin()).isFalse();
        assertThat(ended).isEqualTo(2);
    }

    @Test
    @DisplayName("attack 47: the code without its verifier ends nothing")
    void withoutProof() {
        issue();
        redeem();
        assertThat(request("w".repeat(43)).begin()).isFalse();
        assertThat(ended).isZero();
    }

    @Test
    @DisplayName("attack 4: who read the code just before it was redeemed isn't its first user, but a replay")
    void readBefore() {
        issue();
        afterRead = this::redeem;
        assertThat(request().begin()).isFalse();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    @DisplayName("attack 4: the same at any moment of the other redemption")
    void readDuring() {
        issue();
        UsedCodes first = request();
        afterRead = () -> assertThat(first.begin()).isTrue();
        assertThat(request().begin()).isFalse();
        take();
        assertThat(ended).as("nothing was issued yet").isZero();
        assertThat(first.finish()).isFalse();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    @DisplayName("attack 4: a replay before the end of the transaction ends what the code gave")
    void beforeCommit() {
        issue();
        UsedCodes first = request();
        assertThat(first.begin()).isTrue();
        take();
        assertThat(first.finish()).isTrue();
        assertThat(request().begin()).isFalse();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    @DisplayName("attack 36: a redemption that failed gave nothing, so a replay ends nothing")
    void failed() {
        issue();
        UsedCodes first = request();
        assertThat(first.begin()).isTrue();
        take();
        assertThat(first.finish()).isTrue();
        afterRequest.forEach(KeycloakTransaction::rollback);
        afterRequest.clear();
        assertThat(request().begin()).isFalse();
        assertThat(ended).isZero();
    }
}
