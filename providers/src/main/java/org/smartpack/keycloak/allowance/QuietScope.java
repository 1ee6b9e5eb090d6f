/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.rar.AuthorizationDetails;

/**
 * One of Keycloak's client scopes {@code roles}, {@code profile} and {@code email}, which every client has by default,
 * in a token with SMART scopes. A FHIR server is told what an app may do, not which roles and which e-mail address a
 * user has. So these scopes write nothing into the access token and the response of introspection. The id_token and the
 * userinfo response stay as they are, and mappers of the client itself write what they always do.
 */
final class QuietScope extends SameScope {

    private static final Set<String> NAMES =
            Set.of(OIDCLoginProtocolFactory.ROLES_SCOPE, OAuth2Constants.SCOPE_PROFILE, OAuth2Constants.SCOPE_EMAIL);

    private static final List<String> SWITCHES = List.of(
            OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION);

    private final boolean isOwnToken;

    private QuietScope(ClientScopeModel scope, boolean isOwnToken) {
        super(scope);
        this.isOwnToken = isOwnToken;
    }

    /**
     * Whether a client's tokens stay as they are. Keycloak's own clients need the user's roles, and their tokens don't
     * go to a FHIR server. They get SMART's scopes by accident, because a realm has one as a default for all clients.
     */
    static boolean spares(ClientModel client) {
        return Constants.defaultClients.contains(client.getClientId());
    }

    /**
     * The same entry; if it is one of these scopes, it writes no claims.
     *
     * @param isOwnToken whether the token is the client's own. Then its {@code scope} doesn't list these scopes either,
     *     because it has no id_token that they would be about
     */
    static AuthorizationDetails of(AuthorizationDetails entry, boolean isOwnToken) {
        ClientScopeModel scope = entry.getClientScope();
        // A client is a client scope too, whatever its name.
        return scope instanceof ClientModel || !NAMES.contains(scope.getName())
                ? entry
                : new AuthorizationDetails(
                        new QuietScope(scope, isOwnToken), entry.getSource(), entry.getAuthorizationDetails());
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return !isOwnToken && super.isIncludeInTokenScope();
    }

    @Override
    public Stream<ProtocolMapperModel> getProtocolMappersStream() {
        return super.getProtocolMappersStream().map(QuietScope::quiet);
    }

    private static ProtocolMapperModel quiet(ProtocolMapperModel mapper) {
        Map<String, String> config = new HashMap<>(mapper.getConfig());
        // Not removed: to some mappers a missing switch means that it is on.
        SWITCHES.forEach(name -> config.put(name, "false"));
        ProtocolMapperModel quiet = new ProtocolMapperModel();
        quiet.setId(mapper.getId());
        quiet.setName(mapper.getName());
        quiet.setProtocol(mapper.getProtocol());
        quiet.setProtocolMapper(mapper.getProtocolMapper());
        quiet.setConfig(config);
        return quiet;
    }
}
