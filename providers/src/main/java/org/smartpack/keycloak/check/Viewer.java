/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import org.keycloak.services.managers.RealmManager;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * For whom a realm is checked.
 *
 * @param users how much may be said of users
 * @param seesServer whether it may be said how the server is set up
 */
record Viewer(ShownUsers users, boolean seesServer) {

    /** The log, which only who runs the server reads. */
    static final Viewer LOG = new Viewer(ShownUsers.NONE, true);

    /** An administrator. Those of a single realm needn't be those who run the server. */
    static Viewer of(AdminPermissionEvaluator administrator) {
        return new Viewer(
                administrator.users().canView() ? ShownUsers.NAMED : ShownUsers.COUNTED,
                RealmManager.isAdministrationRealm(administrator.adminAuth().getRealm()));
    }
}
