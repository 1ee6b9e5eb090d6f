/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicyManager;
import org.keycloak.services.clientregistration.policy.RegistrationAuth;
import org.keycloak.services.clientregistration.policy.impl.TrustedHostClientRegistrationPolicyFactory;

/**
 * Whether a realm lets apps register themselves (RFC 7591) without being given a token beforehand. Keycloak's endpoint
 * is always there, but in a fresh realm the policy "Trusted Hosts" for anonymous requests trusts nobody, so that all
 * of them are refused. Developers who were given an initial access token were told the address too.
 */
final class SelfRegistration {

    /** The id of the provider, and the last part of the path, of the OAuth registration endpoint. */
    static final String PROVIDER = "openid-connect";

    private SelfRegistration() {}

    /** Reads the realm's policies, which are in Keycloak's realm cache. */
    static boolean isOpen(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        String anonymous = ClientRegistrationPolicyManager.getComponentTypeKey(RegistrationAuth.ANONYMOUS);
        return session.getKeycloakSessionFactory().getProviderFactory(ClientRegistrationProvider.class, PROVIDER)
                        != null
                && realm.getComponentsStream(realm.getId(), ClientRegistrationPolicy.class.getName())
                        .filter(policy -> anonymous.equals(policy.getSubType()))
                        .noneMatch(SelfRegistration::trustsNobody);
    }

    /**
     * Keycloak wants the policy to look at hosts, of requests or of redirect URIs. Any other policy limits what is
     * registered, not whether.
     */
    private static boolean trustsNobody(ComponentModel policy) {
        return TrustedHostClientRegistrationPolicyFactory.PROVIDER_ID.equals(policy.getProviderId())
                && policy
                        .getConfig()
                        .getOrDefault(TrustedHostClientRegistrationPolicyFactory.TRUSTED_HOSTS, List.of())
                        .stream()
                        .allMatch(String::isBlank);
    }
}
