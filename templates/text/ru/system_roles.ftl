# Роли в системах
nav-system-roles = Роли в системах
system-roles-title = Роли в системах
system-roles-lead = Интегратор разрабатывает в каждой системе роли, соответствующие компетенции органа (пункт 6). У органов с одинаковой компетенцией роль одна; её название и пределы никто не выбирает вручную.
system-roles-none = Ролей пока нет: первая создаётся с первым предоставленным доступом.
system-roles-code = Роль
system-roles-created = Создана
system-roles-by = Кем создана
system-roles-application = По заявке
system-roles-grants = Доступов по этой роли
opens-roles = Роль в системе
role-since = создана { $day } по заявке № { $number }
event-system-role-created = В системе создана роль
field-role = Роль
