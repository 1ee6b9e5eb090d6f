/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.mappers.AbstractClaimMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.sessions.AuthenticationSessionModel;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of a login is one identity provider's word, and its latest (KT-AUTHZ-4). */
class UserClaimMapperTest {

    private final Map<String, String> notes = new LinkedHashMap<>();
    private final AuthenticationSessionModel login = (AuthenticationSessionModel) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {AuthenticationSessionModel.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "setUserSessionNote" -> notes.put((String) arguments[0], (String) arguments[1]);
                case "getUserSessionNotes" -> Map.copyOf(notes);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final UserClaimMapper mapper = new UserClaimMapper();

    private BrokeredIdentityContext user(String alias, Object mail) {
        IdentityProviderModel provider = new IdentityProviderModel();
        provider.setAlias(alias);
        provider.setEnabled(true);
        BrokeredIdentityContext context = new BrokeredIdentityContext("id", provider);
        context.setAuthenticationSession(login);
        JsonWebToken token = new JsonWebToken();
        if (mail != null) {
            token.setOtherClaims("email", mail);
        }
        context.getContextData().put(OIDCIdentityProvider.VALIDATED_ID_TOKEN, token);
        return context;
    }

    private static IdentityProviderMapperModel settings(String claim) {
        IdentityProviderMapperModel settings = new IdentityProviderMapperModel();
        settings.setConfig(new LinkedHashMap<>(Map.of(AbstractClaimMapper.CLAIM, claim)));
        return settings;
    }

    private void logsIn(String alias, Object mail) {
        mapper.preprocessFederatedIdentity(null, null, settings("email"), user(alias, mail));
    }

    private Optional<String> read(String alias) {
        return UserClaimMapper.read(login, alias, "email");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: what another identity provider says in the same login takes nobody's place")
    void perProvider() {
        logsIn("idp-a", "carl@example.org");
        logsIn("idp-b", "anna@example.org");
        assertThat(read("idp-a")).hasValue("carl@example.org");
        assertThat(read("idp-b")).hasValue("anna@example.org");
        assertThat(read("idp-c")).isEmpty();
        assertThat(UserClaimMapper.read(login, "idp-a", "sub")).isEmpty();
    }

    @Test
    @DisplayName("KT-AUTHZ-4: an alias or claim can't be chosen so that it reads as another's")
    void names() {
        mapper.preprocessFederatedIdentity(null, null, settings("b:email"), user("a", null));
        logsIn("a:b", "anna@example.org");
        assertThat(UserClaimMapper.read(login, "a", "b:email")).isEmpty();
        assertThat(read("a:b")).hasValue("anna@example.org");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: where the claim is missing or no text, nothing is left of a user who tried before")
    void absent() {
        for (Object value : new Object[] {null, 7, Map.of("value", "anna@example.org"), " "}) {
            logsIn("idp-a", "anna@example.org");
            logsIn("idp-a", value);
            assertThat(read("idp-a")).as(String.valueOf(value)).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 41: an e-mail address that the identity provider didn't verify says nothing")
    void unverified() {
        for (Object verified : new Object[] {false, "false"}) {
            BrokeredIdentityContext context = user("idp-a", "anna@example.org");
            ((JsonWebToken) context.getContextData().get(OIDCIdentityProvider.VALIDATED_ID_TOKEN))
                    .setOtherClaims("email_verified", verified);
            mapper.preprocessFederatedIdentity(null, null, settings("email"), context);
            assertThat(read("idp-a")).as(String.valueOf(verified)).isEmpty();
        }
    }

    @Test
    @DisplayName("KT-AUTHZ-3: kept for known users, new ones and those whose account is linked, whatever the sync mode")
    void always() {
        mapper.importNewUser(null, null, null, settings("email"), user("idp-a", "new@example.org"));
        assertThat(read("idp-a")).hasValue("new@example.org");
        mapper.updateBrokeredUser(null, null, null, settings("email"), user("idp-a", "linked@example.org"));
        assertThat(read("idp-a")).hasValue("linked@example.org");
        for (IdentityProviderSyncMode mode : IdentityProviderSyncMode.values()) {
            assertThat(mapper.supportsSyncMode(mode)).as(mode.name()).isTrue();
        }
    }
}
