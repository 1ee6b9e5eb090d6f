/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.EnumSet;
import java.util.Set;

import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileConstants;

/**
 * Tells whether Keycloak lets users write an attribute of their own account: in the account console and its API, at
 * registration, in the action "Update profile", or in the review after the first login through an identity provider.
 */
public final class SelfService {

    private static final Set<UnmanagedAttributePolicy> ADMINS_ONLY =
            EnumSet.of(UnmanagedAttributePolicy.ADMIN_EDIT, UnmanagedAttributePolicy.ADMIN_VIEW);

    private SelfService() {}

    /**
     * Only settings that a user can't influence count. An attribute that is declared for certain scopes counts as
     * undeclared with any others, and the user chooses the scopes. LDAP mappers and case-insensitive databases mistake
     * an attribute with a similar name for this one. So if users may write undeclared attributes, they may write every
     * attribute, however it is declared. If they may not, the declarations decide.
     *
     * @param profile the realm's user profile
     */
    public static boolean canWrite(UPConfig profile, String attribute) {
        UnmanagedAttributePolicy undeclared = profile.getUnmanagedAttributePolicy();
        boolean areAllOpen = undeclared != null && !ADMINS_ONLY.contains(undeclared);
        return areAllOpen
                || profile.getAttributes().stream()
                        .filter(declared -> attribute.equalsIgnoreCase(declared.getName()))
                        .anyMatch(SelfService::isOpen);
    }

    /** In Keycloak nobody may edit an attribute without permissions. */
    private static boolean isOpen(UPAttribute declared) {
        return declared.getPermissions() != null
                && declared.getPermissions().getEdit() != null
                && !Set.of(UserProfileConstants.ROLE_ADMIN)
                        .containsAll(declared.getPermissions().getEdit());
    }
}
