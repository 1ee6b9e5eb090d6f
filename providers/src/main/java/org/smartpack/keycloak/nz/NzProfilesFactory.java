/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.List;
import java.util.stream.Stream;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.representations.idm.SecurityProfileConfiguration;
import org.keycloak.securityprofile.SecurityProfileProviderFactory;
import org.keycloak.services.clientpolicy.ClientPoliciesUtil;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.securityprofile.DefaultSecurityProfileProviderFactory;

/**
 * Adds the profiles of New Zealand's rules to Keycloak's global client profiles. Every realm can choose them, and no
 * administrator of a realm can change them. They do nothing until a policy of a realm names them.
 */
@AutoService(SecurityProfileProviderFactory.class)
public final class NzProfilesFactory extends DefaultSecurityProfileProviderFactory {

    /** In the jar, without the ending that Keycloak adds. */
    private static final String FILE = "smart-nz-client-profiles";

    private volatile SecurityProfileConfiguration extended;

    @Override
    public int order() {
        return 100;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        factory.register(new ClassGuard());
    }

    @Override
    protected SecurityProfileConfiguration readConfiguration(KeycloakSession session) {
        SecurityProfileConfiguration known = extended;
        if (known == null) {
            // Two that come here at once read the same.
            known = extend(super.readConfiguration(session), ours(session));
            extended = known;
        }
        return known;
    }

    private static List<ClientProfileRepresentation> ours(KeycloakSession session) {
        try {
            return ClientPoliciesUtil.readGlobalClientProfilesRepresentation(session, FILE);
        } catch (ClientPolicyException e) {
            throw new IllegalStateException("Unreadable: " + FILE, e);
        }
    }

    private static SecurityProfileConfiguration extend(
            SecurityProfileConfiguration keycloaks, List<ClientProfileRepresentation> ours) {
        SecurityProfileConfiguration all = new SecurityProfileConfiguration();
        all.setName(keycloaks.getName());
        all.setClientProfiles(keycloaks.getClientProfiles());
        all.setClientPolicies(keycloaks.getClientPolicies());
        all.setDefaultClientProfiles(Stream.concat(keycloaks.getDefaultClientProfiles().stream(), ours.stream())
                .toList());
        all.setDefaultClientPolicies(keycloaks.getDefaultClientPolicies());
        return all;
    }
}
