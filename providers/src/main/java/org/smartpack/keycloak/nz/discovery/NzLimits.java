/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.google.auto.service.AutoService;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.Profile;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import org.smartpack.keycloak.discovery.MetadataLimits;
import org.smartpack.keycloak.nz.ClassificationConditionFactory;
import org.smartpack.keycloak.nz.EnforcedClasses;

/**
 * Takes away the response types (NZ-75 to NZ-82) and grant types (NZ-70) that the rules of every class refuse, in a
 * realm whose every client has rules. Looks at the realm's client policies only, which are in Keycloak's realm cache,
 * and at no client. Grants by password stay: Keycloak's own {@code admin-cli} uses them. So does {@code implicit},
 * which is what a client that uses {@code code id_token} registers (OpenID Connect Registration section 2).
 */
@AutoService(MetadataLimits.class)
public final class NzLimits implements MetadataLimits {

    /** Whatever the class, see the executor {@code smart-nz-grants}. */
    private static final Set<String> NOT_AGREED = Set.of(
            OAuth2Constants.DEVICE_CODE_GRANT_TYPE,
            OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE,
            OAuth2Constants.JWT_AUTHORIZATION_GRANT);

    /** What Keycloak's own clients use, whatever the classes are. */
    private static final String CODE = "code";

    @Override
    public void limit(RealmModel realm, OIDCConfigurationRepresentation metadata) {
        String policies = realm.getAttribute(Constants.CLIENT_POLICIES);
        if (policies == null
                || !policies.contains(ClassificationConditionFactory.PROVIDER_ID)
                || !Profile.isFeatureEnabled(Profile.Feature.CLIENT_POLICIES)) {
            return;
        }
        EnforcedClasses enforced = EnforcedClasses.read(policies);
        if (enforced.coverRealm()) {
            limit(enforced.responseTypes(), metadata);
        }
    }

    private static void limit(Set<String> responseTypes, OIDCConfigurationRepresentation metadata) {
        keep(
                metadata.getResponseTypesSupported(),
                metadata::setResponseTypesSupported,
                type -> type.equals(CODE) || responseTypes.contains(type));
        keep(metadata.getGrantTypesSupported(), metadata::setGrantTypesSupported, type -> !NOT_AGREED.contains(type));
        metadata.setDeviceAuthorizationEndpoint(null);
        Optional.ofNullable(metadata.getMtlsEndpointAliases())
                .ifPresent(aliases -> aliases.setDeviceAuthorizationEndpoint(null));
    }

    private static void keep(List<String> listed, Consumer<List<String>> setter, Predicate<String> condition) {
        Optional.ofNullable(listed)
                .map(types -> types.stream().filter(condition).toList())
                .ifPresent(setter);
    }
}
