/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;

/**
 * NZ-75 to 82: which response types are possible; NZ-8, NZ-57: the ID token of the authorization endpoint is a detached
 * signature. Keycloak's own executor refuses plain {@code code}, which is all that SMART has.
 */
final class ResponseTypes implements Rule {

    /** The setting, and its values. */
    static final String RESPONSE_TYPES = "response-types";

    static final String CODE = "code";
    static final String HYBRID = "code id_token";
    static final String EITHER = "code or code id_token";

    private final String allowed;

    /** @param settings what can't be read is the strict one */
    ResponseTypes(Settings settings) {
        allowed = settings.text(RESPONSE_TYPES).orElse(HYBRID);
    }

    @Override
    public void complete(ClientRepresentation client, boolean isNew) {
        if (permitsHybrid() && (isNew || client.getAttributes() != null)) {
            Map<String, String> attributes = client.getAttributes() == null ? new HashMap<>() : client.getAttributes();
            attributes.putIfAbsent(OIDCConfigAttributes.ID_TOKEN_AS_DETACHED_SIGNATURE, "true");
            client.setAttributes(attributes);
        }
    }

    @Override
    public Optional<String> fault(ClientModel client) {
        if (!permitsHybrid() && client.isImplicitFlowEnabled()) {
            return Optional.of("NZ-80: switch Implicit flow off");
        }
        if (client.isImplicitFlowEnabled()
                && !Flows.isOn(client, OIDCConfigAttributes.ID_TOKEN_AS_DETACHED_SIGNATURE)) {
            return Optional.of(
                    "NZ-8: switch Use ID token as a detached signature on (NZ-57), or save the client once more");
        }
        if (!permitsCode() && client.isStandardFlowEnabled() && !client.isImplicitFlowEnabled()) {
            return Optional.of("NZ-78: switch Implicit flow on, which Keycloak needs for code id_token");
        }
        if (!permitsCode()
                && Flows.isOn(client, OIDCConfigAttributes.DPOP_BOUND_ACCESS_TOKENS)
                && client.isStandardFlowEnabled()) {
            return Optional.of("NZ-78: switch Require DPoP bound tokens off: Keycloak refuses code id_token with it."
                    + " The profile for SENSITIVE asks for a proof in any case");
        }
        return Optional.empty();
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        if (context instanceof AuthorizationRequestContext request) {
            Optional<String> breach = breach(request.getParsedResponseType());
            if (breach.isPresent()) {
                throw new ClientPolicyException(
                        OAuthErrorException.UNAUTHORIZED_CLIENT,
                        breach.get() + ": response_type must be "
                                + (permitsHybrid() ? permitsCode() ? EITHER : HYBRID : CODE));
            }
        }
    }

    private Optional<String> breach(OIDCResponseType type) {
        boolean hasCode = type.hasResponseType(OIDCResponseType.CODE);
        boolean hasIdToken = type.hasResponseType(OIDCResponseType.ID_TOKEN);
        if (type.hasResponseType(OIDCResponseType.TOKEN)) {
            return Optional.of(hasCode ? hasIdToken ? "NZ-77" : "NZ-79" : hasIdToken ? "NZ-81" : "NZ-80");
        }
        if (!hasCode) {
            return Optional.of("NZ-82");
        }
        if (hasIdToken) {
            return permitsHybrid() ? Optional.empty() : Optional.of("NZ-75");
        }
        return permitsCode() ? Optional.empty() : Optional.of("NZ-78");
    }

    private boolean permitsCode() {
        return allowed.equals(CODE) || allowed.equals(EITHER);
    }

    private boolean permitsHybrid() {
        return !allowed.equals(CODE);
    }
}
