/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.setup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.representations.idm.ClientRepresentation;

import org.smartpack.keycloak.clientauth.AssertionAlgorithms;
import org.smartpack.keycloak.koppeltaal.domain.DomainAlgorithms;
import org.smartpack.keycloak.setup.Change;
import org.smartpack.keycloak.setup.Part;
import org.smartpack.keycloak.setup.SavedMapper;

/**
 * Gives an application's client the algorithms of its domain, if an administrator hasn't chosen any. What was chosen
 * stays, even if the domain doesn't allow it: then the log says so, and so does the realm check.
 */
final class ApplicationAlgorithms implements Part {

    private static final Logger LOG = Logger.getLogger(ApplicationAlgorithms.class);

    private static final String ACCESS_TOKEN = OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG;

    /** How the log calls the attributes. */
    private static final Map<String, String> USES =
            Map.of(ACCESS_TOKEN, "access tokens", AssertionAlgorithms.ATTRIBUTE, "assertions");

    @Override
    public List<Change> complete(SavedMapper saved) {
        ClientModel client = saved.client();
        DomainAlgorithms domain = DomainAlgorithms.of(saved.session());
        Map<String, String> missing = missing(saved, domain);
        missing.forEach(client::setAttribute);
        report(client, domain);
        if (missing.isEmpty()) {
            return List.of();
        }
        ClientRepresentation set = new ClientRepresentation();
        set.setId(client.getId());
        set.setClientId(client.getClientId());
        set.setAttributes(missing);
        return List.of(new Change(
                ResourceType.CLIENT,
                OperationType.UPDATE,
                "clients/" + client.getId(),
                set,
                missing.entrySet().stream()
                        .map(one -> one.getValue() + " for " + USES.get(one.getKey()) + " of client "
                                + client.getClientId())
                        .collect(Collectors.joining(", "))));
    }

    private static Map<String, String> missing(SavedMapper saved, DomainAlgorithms domain) {
        Map<String, String> missing = new TreeMap<>();
        if (isBlank(saved.client().getAttribute(ACCESS_TOKEN))) {
            missing.put(ACCESS_TOKEN, DomainAlgorithms.ACCESS_TOKEN);
        }
        String own = saved.client().getAttribute(AssertionAlgorithms.ATTRIBUTE);
        String wanted = domain.assertions().toString();
        // The console saves the default with the authenticator, so it wasn't necessarily chosen.
        boolean isFilledIn =
                saved.isAdded() && AssertionAlgorithms.DEFAULT.toString().equals(own);
        if ((isBlank(own) || isFilledIn) && !wanted.equals(own)) {
            missing.put(AssertionAlgorithms.ATTRIBUTE, wanted);
        }
        return missing;
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    private static void report(ClientModel client, DomainAlgorithms domain) {
        if (!DomainAlgorithms.ACCESS_TOKEN.equals(client.getAttribute(ACCESS_TOKEN))) {
            LOG.warnf(
                    "Realm %s: the access tokens of client %s aren't signed with %s, as Koppeltaal requires",
                    client.getRealm().getName(), client.getClientId(), DomainAlgorithms.ACCESS_TOKEN);
        }
        if (!domain.allow(AssertionAlgorithms.of(client.getAttribute(AssertionAlgorithms.ATTRIBUTE)))) {
            LOG.warnf(
                    "Realm %s: client %s may sign with other algorithms than the Koppeltaal domain allows (%s)",
                    client.getRealm().getName(), client.getClientId(), domain.assertions());
        }
    }
}
