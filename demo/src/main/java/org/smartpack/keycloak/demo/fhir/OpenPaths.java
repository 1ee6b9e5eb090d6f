/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import jakarta.servlet.http.HttpServletRequest;

/** What everybody may read: the capability statement and the SMART configuration. */
final class OpenPaths {

    private OpenPaths() {}

    /** Goes by the servlet container's reading of the path; what passes here by mistake still has no access. */
    static boolean contains(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && ("/metadata".equals(request.getPathInfo())
                        || request.getServletPath().endsWith(SmartConfigurationServlet.PATH));
    }
}
