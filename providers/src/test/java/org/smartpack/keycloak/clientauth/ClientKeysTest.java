/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Key sets that were imported in the Keys tab; nothing is fetched. */
class ClientKeysTest {

    private static final RSAPublicKey FIRST = TestKeys.rsa(2048);
    private static final RSAPublicKey SECOND = TestKeys.rsa(2048);

    private final ClientKeys keys = new ClientKeys(null);
    private final Map<String, String> attributes = new HashMap<>();

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    /** Of a signature that only this key holds for. */
    private static SignatureCheck signedBy(PublicKey key, String kid) {
        SignatureProvider provider = model(SignatureProvider.class, (self, method, args) -> {
            boolean holds = key.equals(((KeyWrapper) args[0]).getPublicKey());
            return model(SignatureVerifierContext.class, (verifier, verify, signed) -> holds);
        });
        return new SignatureCheck(
                model(KeycloakSession.class, (self, method, args) -> provider),
                new Assertion(
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        new byte[0],
                        new byte[0]),
                new HeaderRules.Accepted(SigningAlgorithm.RS384, kid));
    }

    private void importKeys(String jwks) {
        attributes.put(OIDCConfigAttributes.USE_JWKS_STRING, "true");
        attributes.put(OIDCConfigAttributes.JWKS_STRING, jwks);
    }

    private void verify(PublicKey key, String kid) throws Refusal {
        ClientModel client = model(ClientModel.class, (self, method, args) -> attributes.get(args[0]));
        keys.verify(client, new ClientSettings(client), signedBy(key, kid));
    }

    @Test
    @DisplayName("attack 9: a key that an administrator takes away or replaces stops working at once")
    void replaced() throws Refusal {
        importKeys(TestKeys.jwks(TestKeys.jwk(FIRST, "a", "")));
        verify(FIRST, "a");
        verify(FIRST, "a");

        importKeys(TestKeys.jwks(TestKeys.jwk(SECOND, "a", "")));
        verify(SECOND, "a");
        assertThatThrownBy(() -> verify(FIRST, "a")).hasMessageContaining("signature");

        importKeys(TestKeys.jwks(TestKeys.jwk(SECOND, "b", "")));
        assertThatThrownBy(() -> verify(SECOND, "a")).hasMessageContaining("no key");
        assertThatCode(() -> verify(SECOND, "b")).doesNotThrowAnyException();
    }

    @Test
    @DisplayName(
            "attack 13: a key set that can't be read or is too long is refused each time, and mending it helps at once")
    void refused() {
        importKeys("{");
        assertThatThrownBy(() -> verify(FIRST, "a")).hasMessageContaining("JWKS");
        assertThatThrownBy(() -> verify(FIRST, "a")).hasMessageContaining("JWKS");
        importKeys(" ".repeat(SigningKeys.MAX_BYTES + 1));
        assertThatThrownBy(() -> verify(FIRST, "a")).hasMessageContaining("longer");
        assertThatThrownBy(() -> verify(FIRST, "a")).hasMessageContaining("longer");
        importKeys(TestKeys.jwks(TestKeys.jwk(FIRST, "a", "")));
        assertThatCode(() -> verify(FIRST, "a")).doesNotThrowAnyException();
    }
}
