/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import jakarta.servlet.http.HttpServletRequest;

/** The paths that everybody may read: the capability statement and the SMART configuration. */
final class OpenPaths {

    private OpenPaths() {}

    /** Uses the path as the servlet container read it. A request that passed by mistake would still have no access. */
    static boolean contains(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && ("/metadata".equals(request.getPathInfo())
                        || request.getServletPath().endsWith(SmartConfigurationServlet.PATH));
    }
}
