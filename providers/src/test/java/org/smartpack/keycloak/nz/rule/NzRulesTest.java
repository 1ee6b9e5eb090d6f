/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the rules say of clients and requests that no console makes. */
class NzRulesTest {

    private static final ClientModel BARE = SampleClients.of(Map.of());

    @Test
    @DisplayName("NZ-26: a client without any kind of authentication breaks the rule, like one with a secret")
    void noAuthenticator() {
        assertThat(new ClientAuthentication().fault(BARE)).get().asString().startsWith("NZ-26:");
    }

    @ParameterizedTest
    @CsvSource({"http://app.example.org/notify, true", "https://app.example.org/notify, false", "'', false"})
    @DisplayName("NZ-27: the address that CIBA's answers go to begins with https")
    void notification(String address, boolean isFault) {
        ClientModel client = SampleClients.of(Map.of("ciba.backchannel.client.notification.endpoint", address));
        assertThat(new ClientAddresses().fault(client).isPresent()).isEqualTo(isFault);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH_TIME, false",
        "client_id, false",
        "clientHost, false",
        "clientAddress, false",
        "birthdate, true",
        "'', true"
    })
    @DisplayName("NZ-14: a note of the login is personal data, unless it is Keycloak's own about time and client")
    void notes(String note, boolean isFault) {
        ClientModel client = SampleClients.of(
                Map.of(), SampleClients.mapper("oidc-usersessionmodel-note-mapper", Map.of("user.session.note", note)));
        assertThat(new PersonalData(() -> false).fault(client).isPresent()).isEqualTo(isFault);
    }

    @Test
    @DisplayName("NZ-14: where a profile names users in every access token, a client with users breaks the rule")
    void profile() {
        assertThat(new PersonalData(() -> true).fault(BARE)).get().asString().startsWith("NZ-14:");
        assertThat(new PersonalData(() -> false).fault(BARE)).isEmpty();
    }

    private static ClientPolicyContext backchannel(String scope) {
        BackchannelAuthenticationEndpointRequest request = new BackchannelAuthenticationEndpointRequest() {
            @Override
            public String getScope() {
                return scope;
            }
        };
        return new BackchannelAuthenticationRequestContext(request, null, null);
    }

    @Test
    @DisplayName("NZ-50, NZ-51, NZ-14: what holds for the scope of a browser's request holds for CIBA's")
    void backchannelScope() throws Exception {
        for (String scope : new String[] {"profile", "", null, "notopenid"}) {
            assertThatThrownBy(() -> new OpenIdConnect().check(backchannel(scope), BARE))
                    .as(scope)
                    .isInstanceOfSatisfying(ClientPolicyException.class, refused -> assertThat(refused.getErrorDetail())
                            .startsWith("NZ-50:"));
        }
        new OpenIdConnect().check(backchannel("openid profile"), BARE);
        PersonalData personal = new PersonalData(() -> false);
        assertThatThrownBy(() -> personal.check(backchannel("openid fhirUser"), BARE))
                .isInstanceOfSatisfying(ClientPolicyException.class, refused -> assertThat(refused.getErrorDetail())
                        .startsWith("NZ-14:"));
        personal.check(backchannel("openid"), BARE);
    }
}
