/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileConstants;
import org.keycloak.userprofile.UserProfileProvider;

/** Which FHIR resources represent the users of the request's realm. */
public final class FhirUsers {

    private static final Logger LOG = Logger.getLogger(FhirUsers.class);

    private final KeycloakSession session;

    private FhirUsers(KeycloakSession session) {
        this.session = session;
    }

    /** Those of the request's realm. */
    public static FhirUsers of(KeycloakSession session) {
        return new FhirUsers(session);
    }

    /**
     * What an administrator wrote into the user's profile. Empty where users can write it themselves, and where it is
     * relative and the realm has several FHIR servers: {@code Patient/1} is somebody else on each of them.
     */
    public Optional<FhirUser> find(UserModel user) {
        return Optional.ofNullable(user.getFirstAttribute(FhirUser.ATTRIBUTE))
                .flatMap(FhirUser::parse)
                .filter(found -> !found.isRelative() || FhirServers.of(session).isSingle())
                .filter(found -> isAdminsOnly());
    }

    /** The resource that represents the user on one FHIR server. */
    public Optional<FhirReference> find(UserModel user, FhirServer server) {
        if (!isAdminsOnly()) {
            LOG.warnf(
                    "Realm %s: fhirUser is ignored, because users may edit it. Let only admins edit the attribute"
                            + " fhirUser under Realm settings > User profile.",
                    session.getContext().getRealm().getName());
        }
        return find(user)
                // Of the server concerned, not only of one that happens to be the only one known here.
                .filter(found -> !found.isRelative() || FhirServers.of(session).isSingle(server))
                .filter(found -> found.isAt(server))
                .map(FhirUser::reference);
    }

    private boolean isAdminsOnly() {
        UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
        UPAttribute attribute = profile.getAttribute(FhirUser.ATTRIBUTE);
        boolean isOpen = attribute == null
                ? profile.getUnmanagedAttributePolicy() == UnmanagedAttributePolicy.ENABLED
                : attribute.getPermissions() != null
                        && attribute.getPermissions().getEdit().contains(UserProfileConstants.ROLE_USER);
        return !isOpen;
    }
}
