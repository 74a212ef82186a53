# Signing in
sign-in-title = Sign in
sign-in-lead = You sign in with the electronic digital signature (EDS) of the legal entity of your state body (paragraph 11 of the Rules).
sign-in-needs-key = The key must have been issued to your body as a legal entity and carry your IIN.
sign-in-needs-registry = You must be registered in the portal as an employee of this body. The first head is registered at the first sign-in.
sign-in-needs-program = To sign you need NCALayer or another program that makes CMS signatures.
sign-in-duty = Handing over the EDS, login or password, and using personal devices, is not allowed (paragraph 15 of the Rules).
sign-in-again = Try again
sign-in-refused = You are not signed in
sign-in-sign-title = Sign to sign in
sign-in-sign-lead = Sign the portal’s one-time text. It is valid for 10 minutes and in this browser only.
