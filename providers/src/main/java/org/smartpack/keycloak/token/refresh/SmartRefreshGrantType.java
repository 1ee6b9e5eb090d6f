/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantType;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.AllowanceSource.OwnRights;
import org.smartpack.keycloak.allowance.Occasion;
import org.smartpack.keycloak.allowance.OwnTokenScopes;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.token.OwnScopes;
import org.smartpack.keycloak.token.PlainAnswer;

/** The grant type of refresh tokens. The response repeats the context of the grant (SMART-REFRESH-4). */
final class SmartRefreshGrantType extends RefreshTokenGrantType {

    /** Whether a client's own token, with rights from a profile, is refreshed. */
    private boolean isOwn;

    @Override
    public void preProcess(KeycloakSession session, MultivaluedMap<String, String> form) throws ClientPolicyException {
        super.preProcess(session, form);
        if (FhirServers.of(session).governRealm()) {
            UnnamedPublicClient.identify(session, form);
        }
    }

    /** A client with rights from a profile that refreshes its own token requests scopes as in its first request. */
    @Override
    protected String getRequestedScopes() {
        Optional<OwnRights> own = AllowanceSource.of(session, client);
        Optional<UserModel> serviceAccount =
                own.flatMap(rights -> serviceAccount(formParams.getFirst(OAuth2Constants.REFRESH_TOKEN)));
        if (serviceAccount.isEmpty()) {
            return super.getRequestedScopes();
        }
        isOwn = true;
        OwnTokenScopes.bind(session, client, serviceAccount.get());
        return new OwnScopes(session, client, event, cors)
                .requested(own.get(), formParams.getFirst(OAuth2Constants.SCOPE));
    }

    /**
     * The client's service account, if the token belongs to it by signature and subject. Everything else about the
     * token is checked later.
     */
    private Optional<UserModel> serviceAccount(String refreshToken) {
        return Optional.ofNullable(session.users().getServiceAccount(client))
                .filter(account -> Optional.ofNullable(refreshToken)
                        .map(token -> session.tokens().decode(token, RefreshToken.class))
                        .filter(token -> account.getId().equals(token.getSubject()))
                        .isPresent());
    }

    @Override
    public Response process(Context context) {
        setContext(context);
        Occasion.EXISTING_GRANT.bind(session);
        String refreshToken = formParams.getFirst(OAuth2Constants.REFRESH_TOKEN);
        if (refreshToken != null && FhirServers.of(session).governRealm()) {
            AccessTime.checkEarly(session, client, refreshToken, cors, event);
        }
        Response response = super.process(context);
        if (isOwn) {
            return PlainAnswer.of(response);
        }
        RefreshedContext.repeat(session, response);
        return response;
    }
}
